import { ChannelKind, Unit } from '../../protocol/frame.js';
import type { Channel } from '../../protocol/frame.js';
import { uniqueChannelNames } from './channel-names.js';
import type { EdfHeader, EdfSignal } from './edf-header.js';

/** How one signal's stored integers become a channel's values. */
export interface EdfChannel {
  described: Channel;
  /** Value = (stored x scale + offset) x gain, in this order, as MNE computes it. */
  scale: number;
  offset: number;
  gain: number;
  /** A trigger channel keeps the lowest 17 bits of its value: 16 bits of codes and the flag of a new epoch. */
  isTrigger: boolean;
  /** Of the channel's samples inside a data record, bytes. */
  offsetBytes: number;
}

/** What one of a dimension is in volts. */
const VOLTS = new Map([
  ['V', 1],
  ['mV', 1e-3],
  ['uV', 1e-6],
  ['\u00b5V', 1e-6],
  ['\u03bcV', 1e-6],
  // "µV" in Shift JIS
  ['\u0083\u00caV', 1e-6],
  ['nV', 1e-9],
]);

/** What the first word of a label tells. */
const KINDS: readonly [RegExp, ChannelKind][] = [
  [/^EEG(?![a-z])/i, ChannelKind.EEG],
  [/^[HV]?EOG(?![a-z])/i, ChannelKind.EOG],
  [/^E[CK]G(?![a-z])/i, ChannelKind.ECG],
  [/^EMG(?![a-z])/i, ChannelKind.EMG],
  [/^(status|trigger)$/i, ChannelKind.STIM],
  [/^(misc|bio|resp|temp|sao2|spo2|pulse|pleth)(?![a-z])/i, ChannelKind.MISC],
];

/**
 * The signals that are sent: those of one sampling rate, the one with most EEG channels; then with most channels; then
 * the highest. A low-rate group of body signals must not displace the EEG, however many they are.
 * @returns in the file's order; empty when there is no signal
 */
export function chooseSignals(header: EdfHeader, notes: string[]): EdfSignal[] {
  const signals = header.signals.filter(({ isAnnotations, nSamples }) => !isAnnotations && nSamples > 0);
  const rates = [...new Set(signals.map(({ nSamples }) => nSamples))];
  const groups = rates.map((rate) => signals.filter(({ nSamples }) => nSamples === rate));
  const nEeg = (group: EdfSignal[]): number => group.filter((signal) => kindOf(signal) === ChannelKind.EEG).length;
  const [chosen = []] = groups.sort((a, b) => {
    return nEeg(b) - nEeg(a) || b.length - a.length || b[0]!.nSamples - a[0]!.nSamples;
  });
  const left = signals.filter((signal) => !chosen.includes(signal));
  if (left.length > 0) {
    const rate = (signal: EdfSignal): string => `${signal.label} (${signal.nSamples / header.recordDuration} Hz)`;
    notes.push(
      `${left.length} of ${signals.length} channels are left out, since a stream has one sampling rate, here ` +
        `${chosen[0]!.nSamples / header.recordDuration} Hz: ${left.map(rate).join(', ')}`,
    );
  }
  return chosen;
}

/** Channels with unique names; the dots that some files pad names with are taken off. */
export function describeSignals(signals: EdfSignal[], widthBytes: 2 | 3, notes: string[]): EdfChannel[] {
  const names = uniqueChannelNames(
    signals.map(({ label }) => label.replace(/(?<=.)\.+$/, '')),
    notes,
  );
  const unknown: string[] = [];
  const unscaled: string[] = [];
  const channels = signals.map((signal, i): EdfChannel => {
    const kind = kindOf(signal);
    const volts = VOLTS.get(signal.dimension);
    const isTrigger = kind === ChannelKind.STIM;
    const digitalRange = signal.digitalMax - signal.digitalMin;
    const physicalRange = signal.physicalMax - signal.physicalMin;
    const isRaw = isTrigger && widthBytes === 3;
    if (!isTrigger && volts === undefined) unknown.push(`${names[i]} ("${signal.dimension}")`);
    if (!isRaw && (digitalRange === 0 || physicalRange === 0)) unscaled.push(names[i]!);
    const scale = (physicalRange || 1) / (digitalRange || 1);
    return {
      described: {
        name: names[i]!,
        kind,
        unit: isTrigger || volts === undefined ? Unit.DIMENSIONLESS : Unit.VOLT,
        position: [],
        orientation: [],
        scale: 0,
      },
      scale: isRaw ? 1 : scale,
      offset: isRaw ? 0 : signal.physicalMin - signal.digitalMin * scale,
      gain: isTrigger ? 1 : (volts ?? 1),
      isTrigger,
      offsetBytes: signal.offsetBytes,
    };
  });
  if (unknown.length > 0) {
    notes.push(`${unknown.length} channels are not in volts and are sent as plain numbers: ${unknown.join(', ')}`);
  }
  if (unscaled.length > 0) notes.push(`the header does not tell the scale of ${unscaled.join(', ')}: taken as 1`);
  return channels;
}

/** EEG unless the label tells otherwise; what is not in volts is none of the electric kinds. */
function kindOf({ label, dimension }: EdfSignal): ChannelKind {
  const told = KINDS.find(([pattern]) => pattern.test(label))?.[1] ?? ChannelKind.EEG;
  return told === ChannelKind.STIM || VOLTS.has(dimension) ? told : ChannelKind.MISC;
}
