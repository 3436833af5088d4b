import { channelKey } from './channel-name.js';
import { formatNames, formatValue } from './difference.js';
import type { Manifest } from './manifest.js';
import type { ModelErrorCode } from './model-error.js';

/** What of a stream's info decides whether a model fits. */
export interface StreamContract {
  readonly subject?: string | null;
  /** Hz */
  readonly sfreq: number;
  readonly channels: readonly ChannelContract[];
}

export interface ChannelContract {
  readonly name?: string | null;
  /** `ChannelKind` of the protocol. */
  readonly kind?: number | null;
  /** `Unit` of the protocol. */
  readonly unit?: number | null;
  /** x, y, z in metres, head coordinates; empty when unknown. */
  readonly position?: readonly number[] | null;
}

/** How a stream is given to a model. */
export interface StreamMatch {
  ok: true;
  /** Index into the stream's channels for each of the model's, −1 where the channel is missing and zeros go in. */
  picks: Int32Array;
  /** What each picked channel is multiplied by to be in DSP units (µV, fT, fT/cm); 0 where it is missing. */
  scaleToDsp: Float64Array;
  /** Names of the model's channels in its order: the manifest's own, or the stream's where it picks by kind. */
  channelNames: string[];
  /** Those of them that the stream does not have. */
  missing: string[];
  /** Row of the subject input; absent when the model has none. */
  subject?: number;
  /** `[nChannels x axes]`, metres; absent when the model has no positions input. */
  positions?: Float32Array;
}

export type ContractCode = Extract<
  ModelErrorCode,
  | 'CHANNELS_MISSING'
  | 'CHANNEL_KIND_MISMATCH'
  | 'UNIT_MISMATCH'
  | 'SFREQ_MISMATCH'
  | 'SUBJECT_UNKNOWN'
  | 'POSITIONS_MISSING'
>;

export interface StreamMismatch {
  ok: false;
  code: ContractCode;
  /** What the model wants and what the stream has, in words. */
  detail: string;
}

/** The manifest's words by the numbers of the protocol's `ChannelKind`, from 1. */
export const CHANNEL_KINDS = ['eeg', 'mag', 'grad', 'ref_meg', 'eog', 'ecg', 'emg', 'stim', 'misc'] as const;

interface DspUnit {
  /** The protocol's word. */
  readonly wire: string;
  readonly name: string;
  /** The manifest's word for the DSP unit, `none` for a dimensionless one. */
  readonly unit: 'uV' | 'fT' | 'fT/cm' | 'none';
  /** What a value is multiplied by to be in the DSP unit. */
  readonly scale: number;
}

/** By the numbers of the protocol's `Unit`, from 1. */
export const DSP_UNITS: readonly DspUnit[] = [
  { wire: 'VOLT', name: 'V', unit: 'uV', scale: 1e6 },
  { wire: 'MICROVOLT', name: 'µV', unit: 'uV', scale: 1 },
  { wire: 'TESLA', name: 'T', unit: 'fT', scale: 1e15 },
  { wire: 'FEMTOTESLA', name: 'fT', unit: 'fT', scale: 1 },
  // 1 T/m = 1e15 fT over 1e2 cm.
  { wire: 'TESLA_PER_METRE', name: 'T/m', unit: 'fT/cm', scale: 1e13 },
  { wire: 'FEMTOTESLA_PER_CENTIMETRE', name: 'fT/cm', unit: 'fT/cm', scale: 1 },
  { wire: 'DIMENSIONLESS', name: 'no dimension', unit: 'none', scale: 1 },
];

/** Rates closer than this share are the same rate written with fewer digits. */
const SFREQ_TOLERANCE = 1e-6;

/**
 * Whether a stream can be given to a model, and how.
 *
 * Names are compared without regard to case and surrounding blanks; where a stream has both `Oz` and `OZ` the exact
 * one is taken. Nothing is guessed: a channel with a similar name is mentioned in the detail, never used.
 */
export function matchStream(manifest: Manifest, stream: StreamContract): StreamMatch | StreamMismatch {
  const rate = checkSfreq(manifest, stream);
  if (rate) return rate;
  const picked = manifest.signal.channels.names ? pickByName(manifest, stream) : pickByKind(manifest, stream);
  if (!picked.ok) return picked;
  const { picks, missing } = picked;
  const channelNames = manifest.signal.channels.names ?? Array.from(picks, (pick) => nameAt(stream, pick));
  const reference = checkReference(manifest, channelNames, missing);
  if (reference) return reference;
  const scaled = scalesOf(manifest, stream, picks);
  if (!scaled.ok) return scaled;
  const match: StreamMatch = { ok: true, picks, scaleToDsp: scaled.scaleToDsp, channelNames, missing };

  for (const input of manifest.inputs) {
    if (input.role === 'subject') {
      const name = stream.subject ?? '';
      const row = (Object.hasOwn(input.rows, name) ? input.rows[name] : undefined) ?? input.unknown;
      if (row === 'refuse') {
        const known = formatNames(Object.keys(input.rows));
        return mismatch(
          'SUBJECT_UNKNOWN',
          `expected one of the model's subjects (${known}), found ${formatValue(name)}`,
        );
      }
      match.subject = row;
    }
    if (input.role === 'positions') {
      const placed = positionsOf(stream, picks, input.axes);
      if (!placed.ok) return placed;
      match.positions = placed.positions;
    }
  }
  return match;
}

function mismatch(code: ContractCode, detail: string): StreamMismatch {
  return { ok: false, code, detail };
}

function checkSfreq(manifest: Manifest, stream: StreamContract): StreamMismatch | undefined {
  const { signal, preprocess } = manifest;
  const resamples = preprocess.some((step) => step.step === 'resample');
  const rates = signal.streamSfreq ?? (resamples ? undefined : [signal.sfreq]);
  const { sfreq } = stream;
  if (!(sfreq > 0 && Number.isFinite(sfreq)))
    return mismatch('SFREQ_MISMATCH', `expected a rate above 0 Hz, found ${sfreq} Hz`);
  if (rates !== undefined && !rates.some((rate) => Math.abs(rate - sfreq) <= SFREQ_TOLERANCE * rate)) {
    const why = resamples ? '' : ', as the model does not resample';
    return mismatch('SFREQ_MISMATCH', `expected ${rates.join(' or ')} Hz${why}, found ${sfreq} Hz`);
  }
  let rate = sfreq;
  for (const step of preprocess) {
    if (step.step !== 'resample') continue;
    if (!isRational(step.sfreq / rate)) {
      return mismatch(
        'SFREQ_MISMATCH',
        `expected a rate in a whole-number ratio to ${step.sfreq} Hz, found ${rate} Hz`,
      );
    }
    rate = step.sfreq;
  }
  // Filters ahead of the first resampling run at the stream's own rate.
  for (const step of preprocess) {
    if (step.step === 'resample') break;
    const edges =
      step.step === 'notch'
        ? [step.freq * step.harmonics]
        : step.step === 'bandpass'
          ? [step.low, step.high]
          : step.step === 'filterBank'
            ? step.bands.flatMap((band) => [band.low, band.high])
            : [];
    const highest = Math.max(0, ...edges.map((edge) => edge ?? 0));
    if (highest >= sfreq / 2) {
      return mismatch(
        'SFREQ_MISMATCH',
        `expected more than ${2 * highest} Hz, as step ${step.step} reaches ${highest} Hz, found ${sfreq} Hz`,
      );
    }
  }
  return undefined;
}

/** Resampling works by whole-number ratios with terms up to this, exact to this share. */
const MAX_RATIO_TERM = 10_000;
const RATIO_TOLERANCE = 1e-9;

function isRational(ratio: number): boolean {
  for (let down = 1; down <= MAX_RATIO_TERM; down++) {
    const up = Math.round(ratio * down);
    if (up > MAX_RATIO_TERM) return false;
    if (Math.abs(up / down - ratio) <= RATIO_TOLERANCE * ratio) return true;
  }
  return false;
}

interface Picked {
  ok: true;
  picks: Int32Array;
  missing: string[];
}

const nameOf = (channel: ChannelContract): string => channel.name ?? '';
const nameAt = (stream: StreamContract, index: number): string => stream.channels[index]?.name ?? '';
const kindOf = (channel: ChannelContract): string => CHANNEL_KINDS[(channel.kind ?? 0) - 1] ?? 'no kind';

function pickByName(manifest: Manifest, stream: StreamContract): Picked | StreamMismatch {
  const { names = [], aliases = {}, missing: policy, maxMissing = 0 } = manifest.signal.channels;
  const byKey = new Map<string, { channel: ChannelContract; at: number }[]>();
  stream.channels.forEach((channel, at) => {
    const key = channelKey(nameOf(channel));
    byKey.set(key, [...(byKey.get(key) ?? []), { channel, at }]);
  });
  const picks = new Int32Array(names.length).fill(-1);
  const missing: string[] = [];
  for (const [index, name] of names.entries()) {
    // The channel's own name wins over its other names, in their order.
    const others = (Object.hasOwn(aliases, name) ? aliases[name] : undefined) ?? [];
    const wantedName = [name, ...others].find((candidate) => byKey.has(channelKey(candidate)));
    if (wantedName === undefined) {
      missing.push(name);
      continue;
    }
    const found = byKey.get(channelKey(wantedName)) ?? [];
    const exact = found.filter(({ channel }) => nameOf(channel) === wantedName);
    const [pick, another] = exact.length > 0 ? exact : found;
    if (pick === undefined || another !== undefined) {
      const where = found.map(({ channel, at }) => `${formatValue(nameOf(channel))} at ${at}`).join(', ');
      return mismatch(
        'CHANNELS_MISSING',
        `expected one channel ${formatValue(wantedName)}, found ${found.length}: ${where}`,
      );
    }
    if (kindOf(pick.channel) === 'stim') {
      return mismatch(
        'CHANNEL_KIND_MISMATCH',
        `${formatValue(name)}: expected a channel with a signal, found kind stim`,
      );
    }
    picks[index] = pick.at;
  }
  if (missing.length === 0 || (policy === 'zero' && missing.length <= maxMissing)) return { ok: true, picks, missing };
  const streamNames = stream.channels.map(nameOf);
  const listed = missing.map((name) => {
    const near = nearNames(name, streamNames);
    return near.length === 0 ? name : `${name} (the stream has ${near.map((other) => formatValue(other)).join(', ')})`;
  });
  const allowed = policy === 'zero' ? `, at most ${maxMissing} of which may be missing` : '';
  return mismatch(
    'CHANNELS_MISSING',
    `expected ${names.length} channels${allowed}, found ${names.length - missing.length} of them among the stream's ` +
      `${streamNames.length}; missing: ${formatNames(listed)}; the stream has: ${formatNames(streamNames)}`,
  );
}

function pickByKind(manifest: Manifest, stream: StreamContract): Picked | StreamMismatch {
  const { kinds = [], count } = manifest.signal.channels;
  const picks = stream.channels.flatMap((channel, index) =>
    (kinds as string[]).includes(kindOf(channel)) ? [index] : [],
  );
  if (picks.length === count) return { ok: true, picks: Int32Array.from(picks), missing: [] };
  const counts = new Map<string, number>();
  for (const channel of stream.channels) counts.set(kindOf(channel), (counts.get(kindOf(channel)) ?? 0) + 1);
  const there = [...counts].map(([kind, n]) => `${n} ${kind}`).join(', ') || 'no channels';
  return mismatch(
    'CHANNEL_KIND_MISMATCH',
    `expected ${count} channels of kind ${kinds.join(' or ')}, found ${picks.length}; the stream has ${there}`,
  );
}

function checkReference(manifest: Manifest, channelNames: string[], missing: string[]): StreamMismatch | undefined {
  for (const step of manifest.preprocess) {
    if (step.step !== 'reference' || step.channels === 'average') continue;
    const absent = step.channels.filter((name) => !channelNames.includes(name) || missing.includes(name));
    if (absent.length > 0) {
      return mismatch(
        'CHANNELS_MISSING',
        `expected the reference channels among those picked, missing: ${formatNames(absent)}`,
      );
    }
  }
  return undefined;
}

function scalesOf(
  manifest: Manifest,
  stream: StreamContract,
  picks: Int32Array,
): { ok: true; scaleToDsp: Float64Array } | StreamMismatch {
  const { unit } = manifest.signal;
  const scaleToDsp = new Float64Array(picks.length);
  const wrong: string[] = [];
  picks.forEach((pick, index) => {
    const channel = stream.channels[pick];
    if (channel === undefined) return;
    const dsp = DSP_UNITS[(channel.unit ?? 0) - 1];
    if (dsp === undefined || (unit !== 'any' && dsp.unit !== unit)) {
      wrong.push(`${nameOf(channel)} in ${dsp?.name ?? 'no unit'}`);
      return;
    }
    // A misc channel keeps the unit it has: there is no DSP unit for what it may measure.
    const keeps = unit === 'any' && kindOf(channel) === 'misc';
    scaleToDsp[index] = keeps ? 1 : dsp.scale;
  });
  if (wrong.length === 0) return { ok: true, scaleToDsp };
  const wanted = DSP_UNITS.filter((dsp) => unit === 'any' || dsp.unit === unit).map((dsp) => dsp.name);
  return mismatch('UNIT_MISMATCH', `expected channels in ${wanted.join(' or ')}, found ${formatNames(wrong)}`);
}

function positionsOf(
  stream: StreamContract,
  picks: Int32Array,
  axes: 2 | 3,
): { ok: true; positions: Float32Array } | StreamMismatch {
  const positions = new Float32Array(picks.length * axes);
  const absent: string[] = [];
  picks.forEach((pick, index) => {
    const channel = stream.channels[pick];
    if (channel === undefined) return;
    const position = channel.position ?? [];
    if (position.length !== 3 || !position.every(Number.isFinite)) absent.push(nameOf(channel));
    else positions.set(position.slice(0, axes), index * axes);
  });
  if (absent.length === 0) return { ok: true, positions };
  return mismatch(
    'POSITIONS_MISSING',
    `expected a position (x, y, z in metres) for each channel, found none for ${formatNames(absent)}`,
  );
}

/** Electrodes that have a name of the old 10-20 and of the new 10-10 system. */
const RENAMED = [
  ['t3', 't7'],
  ['t4', 't8'],
  ['t5', 'p7'],
  ['t6', 'p8'],
];
const MOST_NEAR_NAMES = 3;

/** Names of the stream that a person may have meant: written another way, or off by one character. */
function nearNames(name: string, streamNames: readonly string[]): string[] {
  const wanted = plain(name);
  const ranked = streamNames.flatMap((other) => {
    const there = plain(other);
    if (there === '') return [];
    if (there === wanted) return [{ other, rank: 0 }];
    if (RENAMED.some((pair) => pair.includes(wanted) && pair.includes(there))) return [{ other, rank: 1 }];
    if (words(other).includes(wanted)) return [{ other, rank: 2 }];
    if (wanted.length >= 3 && isOneEditApart(wanted, there)) return [{ other, rank: 3 }];
    return [];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_NEAR_NAMES)
    .map(({ other }) => other);
}

/** `EEG 001`, `eeg-001` and `EEG001` are written alike; so are `MEG 0113` and `MEG113`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?<![0-9])0+(?=[0-9])/g, '');
}

function words(name: string): string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/);
}

function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
