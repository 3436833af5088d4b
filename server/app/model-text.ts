import type { CharactersSettings, Manifest, SequenceMarkers } from '../../models/manifest.js';
import type { ModelEntry } from '../../models/repository.js';
import { ringCapacity } from '../lane/decoder-place.js';
import { compileChain, describeChain, type Chain } from '../preprocess/chain.js';
import { startSignalQuality } from '../stream/signal-quality.js';
import { RingBuffer } from '../window/ring-buffer.js';

/** What a model takes, what is done to the signal first, when it answers and with what: for a person. */
export function modelText({ id, manifest }: ModelEntry): string {
  const { signal, gap, results, replaces = [] } = manifest;
  const chain = chainOf(manifest);
  const rows: [string, string[]][] = [
    ['', [manifest.description]],
    ['licence', [manifest.licence]],
    ['trained on', [manifest.trainedOn]],
    ['measured', results.map(({ what, value, on }) => `${what}: ${value} (${on})`)],
    ['channels', [channelText(manifest)]],
    ['streams', [rateText(manifest, chain)]],
    ['window', [`${signal.nSamples} samples at ${signal.sfreq} Hz (${(signal.nSamples / signal.sfreq).toFixed(3)} s)`]],
    ['preprocessing', chain === undefined ? manifest.preprocess.map(({ step }) => step) : describeChain(chain)],
    ['memory of a rig', chain === undefined ? [] : memoryLines(manifest, chain)],
    ['instead of', replaces],
    ['answers', [whenText(manifest)]],
    ['missing samples', [GAP_WORDS[gap]]],
    ['output', [outputText(manifest)]],
  ];
  const body = rows.flatMap(([head, lines]) =>
    lines.map((line, i) => `  ${(i === 0 ? head : '').padEnd(16)} ${line}`.trimEnd()),
  );
  return `${[id, ...body].join('\n')}\n`;
}

const GAP_WORDS: Readonly<Record<Manifest['gap'], string>> = {
  skip: 'a window that touches a gap is answered with GAP',
  hold: 'the last value is held, and the share of missing samples told',
  zero: 'zeros go in, and the share of missing samples is told',
  mask: 'zeros and a mask go in, and the share of missing samples is told',
};

/** Rates that rigs have, most common first: one of them stands for all where a model takes any, Hz. */
const COMMON_RATES = [1000, 1200, 2000, 1024, 500, 512, 250, 256, 2048, 4096, 5000, 10_000];

/** Rates of the streams that a model takes, Hz; nothing where it resamples whatever comes. */
function ratesOf({ signal, preprocess }: Manifest): readonly number[] | undefined {
  return signal.streamSfreq ?? (preprocess.some(({ step }) => step === 'resample') ? undefined : [signal.sfreq]);
}

/** At the first rate that the model takes; nothing where it takes none of those that rigs have. */
function chainOf(manifest: Manifest): Chain | undefined {
  const { signal, preprocess } = manifest;
  const names = signal.channels.names ?? Array.from({ length: signal.channels.count }, (_, i) => `channel ${i + 1}`);
  const rates = ratesOf(manifest);
  if (rates?.[0] !== undefined) return compileChain(preprocess, { channelNames: names, sfreq: rates[0] });
  for (const sfreq of COMMON_RATES) {
    try {
      return compileChain(preprocess, { channelNames: names, sfreq });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

function rateText(manifest: Manifest, chain: Chain | undefined): string {
  const rates = ratesOf(manifest);
  const delays = chain === undefined ? 'delays depend on it' : `delays below are those at ${chain.sfreqIn} Hz`;
  if (rates === undefined) return `any rate that the preprocessing leads to ${manifest.signal.sfreq} Hz; ${delays}`;
  return `${rates.join(' or ')} Hz${rates.length > 1 ? `; ${delays}` : ''}`;
}

/** The longest frames that rigs commonly send, s. */
const FRAME_SECONDS = 0.1;
/** Names, kinds and units of a channel, on both sides of the lane, with its clock and counts: measured, bytes. */
const CHANNEL_BYTES = 512;

/**
 * What a stream owns, and what a further rig costs therefore, with C channels in (float32 on the wire) and C' out of the
 * preprocessing, R samples in the ring:
 * - the ring, 2 R (4 C' + 1) bytes: each sample twice, with a byte of validity (`RingBuffer.bytes`);
 * - what filters, calibration and the watch of the channels remember: the arrays of their states as they start, 30 C for the
 *   watch. A calibrated scale gives back what it has gathered when it is fitted;
 * - frames of 0.1 s, once as they are read and once as they are put together: 2 x 0.1 x sfreq x 4 C;
 * - the channels' descriptions.
 * All else is of the lane or of the server, however many streams there are.
 */
function memoryLines(manifest: Manifest, chain: Chain): string[] {
  const { nChannelsIn, nChannelsOut, sfreqIn } = chain;
  const capacity = ringCapacity(manifest, chain);
  const quality = { nChannels: nChannelsIn, sfreq: sfreqIn, flatSeconds: 1, saturatedSeconds: 1 };
  const states = [
    ...chain.start(0).stages,
    startSignalQuality({ ...quality, watched: new Uint8Array(nChannelsIn) }),
  ].flatMap((state) => Object.values(state) as unknown[]);
  const parts: [number, string][] = [
    [
      RingBuffer.bytes(capacity, nChannelsOut),
      `the last ${capacity} samples of ${nChannelsOut} channels, each held twice`,
    ],
    [
      states.reduce<number>((sum, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0),
      'what filters, calibration and the watch of the channels remember',
    ],
    [
      2 * Math.ceil(FRAME_SECONDS * sfreqIn) * nChannelsIn * Float32Array.BYTES_PER_ELEMENT,
      `frames of ${FRAME_SECONDS} s on their way from the socket`,
    ],
    [nChannelsIn * CHANNEL_BYTES, 'what the channels are called'],
  ];
  const sum = parts.reduce((total, [bytes]) => total + bytes, 0);
  return [`${mebibytes(sum)} MiB`, ...parts.map(([bytes, what]) => `${mebibytes(bytes)} MiB: ${what}`)];
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(2);
}

function channelText({ signal }: Manifest): string {
  const { names, kinds, count, missing, maxMissing } = signal.channels;
  const which = names === undefined ? `${count} of kind ${(kinds ?? []).join(' or ')}` : `${names.join(' ')}`;
  const absent = missing === 'zero' ? `; up to ${maxMissing ?? 0} may be missing and are 0` : '';
  return `${which}, in ${signal.unit === 'any' ? 'any unit' : signal.unit}${absent}`;
}

function whenText({ when, signal }: Manifest): string {
  switch (when.kind) {
    case 'sliding':
      return `every ${when.stride} samples (${(when.stride / signal.sfreq).toFixed(3)} s)${sequenceText(when.sequence)}`;
    case 'epoch': {
      const tmax = when.tmin + signal.nSamples / signal.sfreq;
      const early = when.progressive === undefined ? '' : `; early after ${when.progressive.join(', ')} samples`;
      return `for each marker "${when.marker}", from ${when.tmin} to ${tmax} s after it${early}${sequenceText(when.sequence)}`;
    }
    case 'sequence':
      return `for each sequence from "${when.startMarker}" to "${when.endMarker}", at most ${when.timeout} s`;
  }
}

function sequenceText(sequence: SequenceMarkers | undefined): string {
  if (sequence === undefined) return '';
  const { startMarker, endMarker, tail = 0, timeout } = sequence;
  const from = startMarker === undefined ? '' : ` from "${startMarker}"`;
  const to = endMarker === undefined ? '' : ` to "${endMarker}"${tail === 0 ? '' : ` and ${tail} s more`}`;
  return `; in sequences${from}${to}, of at most ${timeout} s`;
}

function outputText({ postprocess }: Manifest): string {
  switch (postprocess.kind) {
    case 'classes':
      return `one of ${postprocess.labels.join(', ')}`;
    case 'embedding':
      return `an embedding, ${postprocess.half === true ? 'float16' : 'float32'}`;
    case 'signal':
      return 'a signal';
    case 'retrieval':
      return retrievalText(postprocess);
    case 'characters':
      return charactersText(postprocess);
  }
}

const NORM_WORDS = {
  candidate: 'the output with candidates of norm 1',
  both: 'the cosine of output and candidates',
  none: 'the output with candidates as they are',
};

function retrievalText(postprocess: Extract<Manifest['postprocess'], { kind: 'retrieval' }>): string {
  const { bank, topK, topLabels, normalise, temperature, precision = 'float32', average } = postprocess;
  const labels = topLabels === undefined ? '' : `, and ${topLabels} labels`;
  const mean = average === undefined ? '' : `; mean over markers with the same ${average.by}`;
  return `the best ${topK} candidates of ${bank}${labels}, by ${NORM_WORDS[normalise]} (temperature ${temperature}, ${precision})${mean}`;
}

function charactersText({ mode, labels, languageModel, beam, temperature, commit }: CharactersSettings): string {
  const from = mode === 'ctc' ? 'frames (CTC)' : 'one window for each key';
  const model =
    languageModel === undefined
      ? 'no language model'
      : `language model ${languageModel.file}, weight ${languageModel.weight} (${languageModel.rule})`;
  const calibrated = temperature === undefined ? '' : `, temperature ${temperature}`;
  const { posterior, lagKeys, lagSeconds } = commit;
  const limits = [
    posterior === undefined ? '' : `at probability ${posterior}`,
    lagKeys === undefined ? '' : `after ${lagKeys} keys`,
    lagSeconds === undefined ? '' : `after ${lagSeconds} s`,
  ].filter((limit) => limit !== '');
  const committed = limits.length === 0 ? 'at its end' : limits.join(' or ');
  return `text of ${labels.length} labels from ${from}; ${model}, beam ${beam}${calibrated}; committed ${committed}`;
}
