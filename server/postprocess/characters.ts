import type { CharactersSettings, Manifest } from '../../models/manifest.js';
import { matchPattern } from '../../models/marker-pattern.js';
import { ModelError } from '../../models/model-error.js';
import type { Text } from '../../protocol/frame.js';
import { checkCommit, commitDue, tailOf, type CommitSettings } from '../language/commit.js';
import { CtcBeam } from '../language/ctc-beam.js';
import { KeyBeam } from '../language/key-beam.js';
import type { ScoringSettings } from '../language/label-scorer.js';
import type { Lattice, LatticeState } from '../language/lattice.js';
import { textOfKeys } from '../language/typed-text.js';
import { openLanguageModel } from './language-models.js';
import { keyOf, keysOf, languageModelRequest } from './language-request.js';
import type { Postprocessor } from './postprocessor.js';
import { invalidOutput, refuseNonFinite } from './result.js';
import { keepKey, startTypedKeys, takeKeys, type TypedKeysState } from './typed-keys.js';

/** The text of one stream's open sequence. Plain data: it goes into checkpoints. */
export interface CharactersState {
  /** What the search thinks possible; null before the sequence's first window. */
  lattice: LatticeState | null;
  /** Keys that the model's own states know of. */
  nKnown: number;
  revision: number;
  committed: string;
  provisional: string;
  typed: TypedKeysState;
}

/** What keys and frames have in common. */
interface Search {
  readonly lattice: Lattice;
  start(time: number): LatticeState;
  finish(state: LatticeState): void;
}

/**
 * Text from keys or from CTC frames: a beam search with a language model, that commits what is certain or old enough.
 *
 * @param manifest  whose `postprocess` is `characters`
 * @param dir       the model's folder
 * @throws {ModelError} MODEL_UNLOADABLE for a language model that is none or has other letters, MODEL_CONTRACT
 */
export function openCharacters(
  manifest: Manifest,
  settings: CharactersSettings,
  dir: string,
): Postprocessor<CharactersState> {
  const { mode, output: name, labels, temperature = 1, nBest = 0, readout = 'best', languageModel } = settings;
  const { when, signal } = manifest;
  const keys = keysOf(settings);
  const search = mode === 'ctc' ? ctcSearch(settings, keys, dir, manifest) : keySearch(settings, keys, dir, manifest);
  const { lattice } = search;
  const commit = commitSettings(settings);
  const nLabels = labels.length;
  const keyMarker = settings.keyMarker ?? (mode === 'epoch' && when.kind === 'epoch' ? when.marker : undefined);
  const textOf = (numbers: readonly number[]): string => numbers.map((label) => keys[label]).join('');

  const tell = (state: CharactersState, isOver: boolean, typed: Text['typed']): Text => {
    const found = state.lattice;
    const tail = found === null ? '' : textOf(tailOf(lattice, found, readout));
    const before = found === null ? '' : textOf(found.committed);
    const committed = isOver ? before + tail : before;
    const provisional = isOver ? '' : tail;
    if (committed !== state.committed || provisional !== state.provisional) state.revision++;
    state.committed = committed;
    state.provisional = provisional;
    const best = found === null ? [] : lattice.hypotheses(found, nBest);
    return {
      committed,
      provisional,
      revision: state.revision,
      nBest: best.map(({ labels: numbers, score, share }) => ({ label: textOf(numbers), score, probability: share })),
      reads: textOfKeys(committed + provisional),
      typed,
    };
  };

  return {
    start: () => ({
      lattice: null,
      nKnown: 0,
      revision: 0,
      committed: '',
      provisional: '',
      typed: startTypedKeys(),
    }),
    note: (state, marker) => {
      if (keyMarker !== undefined && matchPattern(keyMarker, marker.description)) keepKey(state.typed, marker);
    },
    begin: (state) => {
      Object.assign(state, { lattice: null, nKnown: 0, revision: 0, committed: '', provisional: '' });
    },
    forget: (state) => {
      state.nKnown = 0;
    },
    answer: (state, output, shape, { end = 0 }) => {
      if (shape.at(-1) !== nLabels || shape.length > 2) {
        return invalidOutput(`output ${name}: [n, ${nLabels}] expected, [${shape.join(', ')}] found`);
      }
      const refused = refuseNonFinite(name, output);
      if (refused) return refused;
      const now = end / signal.sfreq;
      state.lattice ??= search.start(now);
      search.add(state.lattice, logProbabilities(output, nLabels, temperature), ++state.nKnown, now);
      commitDue(lattice, state.lattice, commit, now);
      return { kind: 'text', text: tell(state, false, []), final: false };
    },
    finish: (state, end) => {
      const { endMarker } = end;
      if (state.lattice !== null && endMarker !== undefined && languageModel?.sentenceEnd !== false) {
        finishText(search, state.lattice);
      }
      const text = tell(state, true, takeKeys(state.typed, end));
      return { kind: 'text', text, final: true, truth: endMarker?.value ?? '' };
    },
    truthOf: ({ description, value }) => (keyMarker !== undefined && matchPattern(keyMarker, description) ? value : ''),
  };
}

type Adding = Search & {
  /** @param rows ln p, `[n x nLabels]`  @param nKnown keys that the model knows of, this one among them  @param now s */
  add(state: LatticeState, rows: Float64Array, nKnown: number, now: number): void;
};

function keySearch(settings: CharactersSettings, keys: readonly string[], dir: string, manifest: Manifest): Adding {
  const nLabels = settings.labels.length;
  return withReason(() => {
    const { scoring, model } = scoringOf(settings, keys, dir, manifest);
    const beam = new KeyBeam({ ...scoring, beam: settings.beam }, model);
    return {
      lattice: beam.lattice,
      start: (time) => beam.start(time),
      finish: (state) => beam.finish(state),
      add: (state, rows, nKnown, now) => {
        const nRows = Math.min(rows.length / nLabels, nKnown, state.nSteps + 1);
        const newest = rows.length - nLabels;
        const revised = rows.subarray(rows.length - nRows * nLabels, newest);
        if (nRows > 1) beam.reviseKeys(state, state.nSteps - (nRows - 1), revised);
        beam.addKey(state, rows, now, newest);
      },
    };
  });
}

function ctcSearch(settings: CharactersSettings, keys: readonly string[], dir: string, manifest: Manifest): Adding {
  const { labels, blank = '', insertion, priors, beam: width } = settings;
  const { when, signal } = manifest;
  const nLabels = labels.length;
  const blankLabel = labels.indexOf(blank);
  const stride = when.kind === 'sliding' ? when.stride : signal.nSamples;
  return withReason(() => {
    const { scoring, model } = scoringOf(settings, keys, dir, manifest);
    const blankPrior = priors?.probabilities[blankLabel];
    const beam = new CtcBeam(
      {
        ...scoring,
        beam: width,
        blank: blankLabel,
        ...(insertion === undefined ? {} : { insertion }),
        ...(blankPrior === undefined ? {} : { blankPrior }),
      },
      model,
    );
    return {
      lattice: beam.lattice,
      start: (time) => beam.start(time),
      finish: (state) => beam.finish(state),
      add: (state, rows, _nKnown, now) => {
        const nFrames = rows.length / nLabels;
        const seconds = stride / signal.sfreq / nFrames;
        for (let i = 0; i < nFrames; i++) beam.addFrame(state, rows, now - (nFrames - 1 - i) * seconds, i * nLabels);
      },
    };
  });
}

function scoringOf(
  settings: CharactersSettings,
  keys: readonly string[],
  dir: string,
  manifest: Manifest,
): { scoring: ScoringSettings; model: ReturnType<typeof openLanguageModel> | undefined } {
  const { labels, blank, languageModel, priors, backspace, labelsPerStep } = settings;
  const decoded = labels.filter((label) => label !== blank);
  const skipped = keys.filter((_, i) => keyOf(settings, decoded[i]!) === undefined);
  const shares = priors?.probabilities.filter((_, i) => labels[i] !== blank);
  const scoring: ScoringSettings = {
    labels: keys,
    skipped,
    ...(languageModel === undefined
      ? {}
      : { language: { weight: languageModel.weight, logBase: languageModel.rule === 'natural' ? 'e' : '10' } }),
    ...(languageModel?.slip === undefined ? {} : { slip: languageModel.slip }),
    ...(priors === undefined || shares === undefined
      ? {}
      : { priors: { probabilities: shares, weight: priors.weight } }),
    ...(backspace === undefined ? {} : { backspace }),
    ...(labelsPerStep === undefined ? {} : { labelsPerStep }),
  };
  const request = languageModelRequest({ dir, manifest });
  return { scoring, model: request === undefined ? undefined : openLanguageModel(request) };
}

function commitSettings({ commit: { posterior, lagKeys, lagSeconds } }: CharactersSettings): CommitSettings {
  const commit = {
    ...(posterior === undefined ? {} : { threshold: posterior }),
    ...(lagKeys === undefined ? {} : { lagSteps: lagKeys }),
    ...(lagSeconds === undefined ? {} : { lagSeconds }),
  };
  withReason(() => checkCommit(commit));
  return commit;
}

/** What the search refuses is a difference in the manifest. */
function withReason<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ModelError('MODEL_CONTRACT', `postprocess: ${error.message}`, { cause: error });
  }
}

/** A text that cannot end where it does is told as it stands. */
function finishText(search: Search, state: LatticeState): void {
  try {
    search.finish(state);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

/** ln softmax(logits / temperature), row by row. */
function logProbabilities(logits: Float32Array, nLabels: number, temperature: number): Float64Array {
  const rows = Float64Array.from(logits, (logit) => logit / temperature);
  for (let at = 0; at < rows.length; at += nLabels) {
    const row = rows.subarray(at, at + nLabels);
    const top = row.reduce((most, value) => Math.max(most, value), -Infinity);
    const total = top + Math.log(row.reduce((sum, value) => sum + Math.exp(value - top), 0));
    for (let i = 0; i < nLabels; i++) row[i]! -= total;
  }
  return rows;
}
