/** What a message must fulfil beyond its form, as far as that can be said without the state of a stream. */
import { ProtocolError } from './error-codes.js';
import {
  ChannelKind,
  From,
  Pacing,
  Policy,
  SampleFormat,
  Unit,
  type Channel,
  type Limits,
  type Marker,
  type OpenStream,
  type Samples,
  type StreamInfo,
  type Subscribe,
  type TimeProbe,
} from './generated/messages.js';
import { DEFAULT_LIMITS, MAX_DECODERS_ASKED, TEXT_LIMITS } from './limits.js';
import { bytesPerValue, findNonFinite } from './samples.js';

const VOLTS: readonly number[] = [Unit.VOLT, Unit.MICROVOLT];
const FIELDS: readonly number[] = [Unit.TESLA, Unit.FEMTOTESLA];
const GRADIENTS: readonly number[] = [Unit.TESLA_PER_METRE, Unit.FEMTOTESLA_PER_CENTIMETRE];

/** Units in which a kind of channel can be measured; a kind that is not listed takes any. */
const UNITS_OF_KIND = new Map<number, readonly number[]>([
  [ChannelKind.EEG, VOLTS],
  [ChannelKind.EOG, VOLTS],
  [ChannelKind.ECG, VOLTS],
  [ChannelKind.EMG, VOLTS],
  [ChannelKind.MAG, FIELDS],
  [ChannelKind.GRAD, GRADIENTS],
  [ChannelKind.REF_MEG, [...FIELDS, ...GRADIENTS]],
]);

/** No sensor is farther than this from the middle of a head, m; one that is was given in millimetres. */
const MAX_POSITION = 1;

function nameOf(values: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(values).find((name) => values[name] === value) ?? String(value);
}

function refuse(detail: string): never {
  throw new ProtocolError('STREAM_INFO_INVALID', detail);
}

/** @throws {ProtocolError} UNKNOWN_CODE when a newer version's value came, STREAM_INFO_INVALID when none was given */
function checkGiven(values: Readonly<Record<string, number>>, value: number, what: string): void {
  if (value === 0) refuse(`${what} is not given; there is no default`);
  checkKnown(values, value, what);
}

function checkKnown(values: Readonly<Record<string, number>>, value: number, what: string): void {
  if (!Object.values(values).includes(value)) {
    throw new ProtocolError('UNKNOWN_CODE', `${what} is ${value}, not one of ${Object.keys(values).join(', ')}`);
  }
}

function checkText(text: string, what: string): void {
  if (text.length > TEXT_LIMITS.name) refuse(`${what} has ${text.length} characters, limit ${TEXT_LIMITS.name}`);
}

function checkVector(vector: readonly number[], what: string): void {
  if (vector.length !== 0 && vector.length !== 3) refuse(`${what} has ${vector.length} numbers, expected 3 or none`);
  if (!vector.every(Number.isFinite)) refuse(`${what} is not finite`);
}

function checkChannel(channel: Channel, format: SampleFormat, what: string): void {
  checkText(channel.name, `the name of ${what}`);
  if (channel.name === '') refuse(`${what} has no name`);
  const named = `${what} (${channel.name})`;
  checkGiven(ChannelKind, channel.kind, `the kind of ${named}`);
  checkGiven(Unit, channel.unit, `the unit of ${named}`);
  const units = UNITS_OF_KIND.get(channel.kind);
  if (units !== undefined && !units.includes(channel.unit)) {
    refuse(`${named} is ${nameOf(ChannelKind, channel.kind)} in ${nameOf(Unit, channel.unit)}`);
  }
  if (format !== SampleFormat.FLOAT32 && (!Number.isFinite(channel.scale) || channel.scale === 0)) {
    refuse(`${named} has no scale, which ${nameOf(SampleFormat, format)} needs`);
  }
  checkVector(channel.position, `the position of ${named}`);
  if (channel.position.some((value) => Math.abs(value) > MAX_POSITION)) {
    refuse(`the position of ${named} is more than ${MAX_POSITION} m away: positions are in metres`);
  }
  checkVector(channel.orientation, `the orientation of ${named}`);
  if (channel.orientation.length === 3 && Math.abs(Math.hypot(...channel.orientation) - 1) > 0.01) {
    refuse(`the orientation of ${named} is not a unit vector`);
  }
}

/** @throws {ProtocolError} STREAM_INFO_INVALID, TOO_MANY_CHANNELS, UNKNOWN_CODE */
export function checkStreamInfo(info: StreamInfo, limits: Limits = DEFAULT_LIMITS): void {
  if (info.name === '') refuse('the stream has no name');
  checkText(info.name, 'the name of the stream');
  checkText(info.sourceId, 'sourceId');
  checkText(info.subject, 'subject');
  checkText(info.session, 'session');
  checkText(info.device, 'device');
  if (!Number.isFinite(info.sfreq) || info.sfreq <= 0) refuse(`sfreq is ${info.sfreq}, expected Hz above 0`);
  if (info.sfreq > limits.maxSfreq) refuse(`sfreq is ${info.sfreq} Hz, limit ${limits.maxSfreq}`);
  checkGiven(SampleFormat, info.format, 'the sample format');
  if (info.channels.length === 0) refuse('the stream has no channels');
  if (info.channels.length > limits.maxChannels) {
    throw new ProtocolError('TOO_MANY_CHANNELS', `${info.channels.length} channels, limit ${limits.maxChannels}`);
  }
  const names = new Map<string, number>();
  for (const [i, channel] of info.channels.entries()) {
    checkChannel(channel, info.format, `channel ${i}`);
    const before = names.get(channel.name);
    if (before !== undefined) refuse(`channels ${before} and ${i} are both named ${channel.name}`);
    names.set(channel.name, i);
  }
}

/**
 * @returns the stream info, which is there
 * @throws {ProtocolError} STREAM_INFO_INVALID, TOO_MANY_CHANNELS, UNKNOWN_CODE, MALFORMED_MESSAGE
 */
export function checkOpenStream(open: OpenStream, limits: Limits = DEFAULT_LIMITS): StreamInfo {
  checkKnown(Pacing, open.pacing, 'pacing');
  if (open.decoders.length > MAX_DECODERS_ASKED) {
    throw new ProtocolError(
      'MALFORMED_MESSAGE',
      `${open.decoders.length} decoders asked for, limit ${MAX_DECODERS_ASKED}`,
    );
  }
  if (open.decoders.includes('')) throw new ProtocolError('MALFORMED_MESSAGE', 'a decoder without a name');
  if (open.info === undefined) refuse('there is no stream info');
  checkStreamInfo(open.info, limits);
  return open.info;
}

/**
 * @returns number of samples in the frame; 0 is legal
 * @throws {ProtocolError} FRAME_SIZE_MISMATCH, TOO_MANY_SAMPLES, NON_FINITE_SAMPLE, MALFORMED_MESSAGE
 */
export function checkSamples(samples: Samples, info: StreamInfo, limits: Limits = DEFAULT_LIMITS): number {
  const nChannels = info.channels.length;
  const sampleBytes = nChannels * bytesPerValue(info.format);
  const nSamples = samples.data.length / sampleBytes;
  if (!Number.isInteger(nSamples)) {
    throw new ProtocolError(
      'FRAME_SIZE_MISMATCH',
      `${nChannels} channels × ${bytesPerValue(info.format)} bytes = ${sampleBytes} per sample, ${samples.data.length} is no multiple`,
    );
  }
  if (nSamples > limits.maxSamplesPerFrame) {
    throw new ProtocolError('TOO_MANY_SAMPLES', `${nSamples} samples, limit ${limits.maxSamplesPerFrame}`);
  }
  if (!Number.isSafeInteger(samples.firstSample + nSamples)) {
    throw new ProtocolError('MALFORMED_MESSAGE', `firstSample ${samples.firstSample} is too large`);
  }
  if (!Number.isFinite(samples.deviceTime)) throw new ProtocolError('MALFORMED_MESSAGE', 'deviceTime is not finite');
  const bad = findNonFinite(samples.data, info.format);
  if (bad !== -1) {
    const channel = info.channels[bad % nChannels]?.name ?? '';
    const sample = samples.firstSample + Math.floor(bad / nChannels);
    throw new ProtocolError('NON_FINITE_SAMPLE', `sample ${sample} of channel ${channel}`);
  }
  return nSamples;
}

/** @throws {ProtocolError} MARKER_INVALID */
export function checkMarker(marker: Marker): void {
  const fail = (detail: string): never => {
    throw new ProtocolError('MARKER_INVALID', detail);
  };
  const { sample, deviceTime } = marker;
  if (sample === undefined && deviceTime === undefined) fail('neither sample nor deviceTime is given');
  if (sample !== undefined && !(sample >= 0 && sample <= Number.MAX_SAFE_INTEGER)) fail(`sample is ${sample}`);
  if (deviceTime !== undefined && !Number.isFinite(deviceTime)) fail(`deviceTime is ${deviceTime}`);
  if (marker.description === '') fail('there is no description');
  if (!Number.isFinite(marker.duration) || marker.duration < 0) fail(`duration is ${marker.duration} s`);
  if (Math.max(marker.description.length, marker.value.length) > TEXT_LIMITS.marker) {
    fail(`description or value has more than ${TEXT_LIMITS.marker} characters`);
  }
  if (marker.id.length > TEXT_LIMITS.name) fail(`id has ${marker.id.length} characters, limit ${TEXT_LIMITS.name}`);
}

/** @throws {ProtocolError} MALFORMED_MESSAGE */
export function checkTimeProbe(probe: TimeProbe): void {
  if (!Number.isFinite(probe.sent) || !Number.isFinite(probe.answeredAt)) {
    throw new ProtocolError('MALFORMED_MESSAGE', 'a time of the probe is not finite');
  }
}

/** @throws {ProtocolError} UNKNOWN_CODE, CURSOR_INVALID, MALFORMED_MESSAGE */
export function checkSubscribe(subscribe: Subscribe): void {
  checkKnown(From, subscribe.from, 'from');
  checkKnown(Policy, subscribe.policy, 'policy');
  if (subscribe.from === From.CURSOR && subscribe.cursor === '') {
    throw new ProtocolError('CURSOR_INVALID', 'from CURSOR, but there is no cursor');
  }
  for (const pattern of [subscribe.stream, subscribe.subject, subscribe.decoder, subscribe.kind]) {
    if (pattern.length > TEXT_LIMITS.name) {
      throw new ProtocolError(
        'MALFORMED_MESSAGE',
        `a pattern of ${pattern.length} characters, limit ${TEXT_LIMITS.name}`,
      );
    }
  }
}
