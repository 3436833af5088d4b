import type { Manifest } from '../../models/manifest.js';
import type { ModelRunner, RunExtras } from '../infer/model-runner.js';
import type { Postprocessor, PostprocessState } from '../postprocess/postprocessor.js';
import type { ChainLine } from './chain-line.js';
import type { DecoderWindows, WindowsState } from './decoder-windows.js';
import type { Suspect } from './lane-messages.js';

/** A decoder of one stream: what it is, and all that its answers depend on. */
export interface DecoderLine {
  readonly index: number;
  readonly id: string;
  readonly runner: ModelRunner;
  readonly manifest: Manifest;
  readonly line: ChainLine;
  readonly windows: DecoderWindows;
  /** Samples back from the newest that this decoder may count on, however much more a shared ring keeps. */
  readonly reach: number;
  readonly mask: Float32Array<ArrayBuffer> | undefined;
  readonly suspects: Map<string, Suspect>;
  readonly postprocessor: Postprocessor;
  /** What the model is given beside the signal; mask and state change from run to run. */
  readonly extras: RunExtras;
  state: WindowsState;
  sequence: number;
  modelState: Float32Array[] | undefined;
  resultState: PostprocessState;
  /** Onset of the marker whose window the model was run on before, samples of the stream; undefined where it begins. */
  lastOnset: number | undefined;
}

/** Gives the model these states with its next window. */
export function keepStates(decoder: DecoderLine, states: Float32Array[]): void {
  decoder.modelState = states;
  decoder.extras.state = states;
}

/** Tells the model how long ago the marker of its last window was, in s, where it asks for that. */
export function tellInterval(decoder: DecoderLine, onset: number, sfreq: number): void {
  if (decoder.extras.interval === undefined) return;
  decoder.extras.interval = (onset - (decoder.lastOnset ?? onset)) / sfreq;
}

/** The model starts anew, as what came out of its last run is of no use. */
export function restartStates(decoder: DecoderLine): void {
  decoder.lastOnset = undefined;
  if (decoder.modelState === undefined) return;
  keepStates(decoder, decoder.runner.startState());
  decoder.postprocessor.forget?.(decoder.resultState);
}

/** Zeros in the states that the manifest wants reset behind a gap, or where a sequence begins. */
export function resetStates(decoder: DecoderLine, why: 'gap' | 'sequence'): void {
  const { modelState, manifest, runner, postprocessor } = decoder;
  decoder.lastOnset = undefined;
  if (modelState === undefined) return;
  const wants = manifest.inputs.flatMap((input) => (input.role === 'state' ? [input.reset] : []));
  const isReset = wants.map((reset) => reset === why || (reset === 'sequence' && why === 'gap'));
  if (!isReset.includes(true)) return;
  const fresh = runner.startState();
  keepStates(
    decoder,
    modelState.map((state, i) => (isReset[i] === true ? fresh[i]! : state)),
  );
  if (why === 'gap') postprocessor.forget?.(decoder.resultState);
}
