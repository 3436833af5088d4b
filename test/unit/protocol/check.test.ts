import { describe, expect, it } from 'vitest';
import {
  ChannelKind,
  checkMarker,
  checkOpenStream,
  checkSamples,
  checkStreamInfo,
  checkSubscribe,
  From,
  Policy,
  SampleFormat,
  Unit,
  type Channel,
  type StreamInfo,
} from '../../../protocol/frame.js';
import { DEFAULT_LIMITS, MAX_DECODERS_ASKED, TEXT_LIMITS } from '../../../protocol/limits.js';

function channels(n: number): Channel[] {
  return Array.from({ length: n }, (_, i) => ({
    name: `E${i}`,
    kind: ChannelKind.EEG,
    unit: Unit.VOLT,
    position: [],
    orientation: [],
    scale: 1e-9,
  }));
}

function info(change: Partial<StreamInfo> = {}): StreamInfo {
  return {
    name: 'EEG',
    sourceId: '',
    subject: '',
    session: '',
    device: '',
    sfreq: 250,
    channels: channels(2),
    format: SampleFormat.INT16,
    simulated: false,
    ...change,
  };
}

const samples = { sequence: 0, firstSample: 0, deviceTime: 0, data: new Uint8Array(0) };
const marker = { sample: 3.5, description: 'a', value: '', duration: 0, id: '' };

// What is wrong in other ways is shown by the fixtures; here are the limits, at them and one past.
describe('checkStreamInfo', () => {
  const limits = { ...DEFAULT_LIMITS, maxChannels: 2, maxSfreq: 250 };

  it('takes as many channels and as high a sfreq as the limits say, and not more', () => {
    expect(() => checkStreamInfo(info(), limits)).not.toThrow();
    expect(() => checkStreamInfo(info({ channels: channels(3) }), limits)).toThrow(
      'TOO_MANY_CHANNELS: 3 channels, limit 2',
    );
    expect(() => checkStreamInfo(info({ sfreq: 250.5 }), limits)).toThrow('STREAM_INFO_INVALID: sfreq is 250.5 Hz');
  });

  it('takes names up to the limit', () => {
    const name = 'x'.repeat(TEXT_LIMITS.name);
    for (const key of ['name', 'sourceId', 'subject', 'session', 'device']) {
      expect(() => checkStreamInfo(info({ [key]: name }))).not.toThrow();
      expect(() => checkStreamInfo(info({ [key]: name + 'x' }))).toThrow('STREAM_INFO_INVALID');
    }
  });

  it('names the channel and what is wrong with it', () => {
    const [first, second] = channels(2) as [Channel, Channel];
    const withSecond = (change: Partial<Channel>) => info({ channels: [first, { ...second, ...change }] });
    expect(() => checkStreamInfo(withSecond({ scale: 0 }))).toThrow('channel 1 (E1) has no scale, which INT16 needs');
    expect(() => checkStreamInfo(withSecond({ name: 'E0' }))).toThrow('channels 0 and 1 are both named E0');
    expect(() => checkStreamInfo(withSecond({ unit: Unit.TESLA }))).toThrow('channel 1 (E1) is EEG in TESLA');
    expect(() => checkStreamInfo({ ...withSecond({ scale: 0 }), format: SampleFormat.FLOAT32 })).not.toThrow();
  });
});

describe('checkOpenStream', () => {
  it('takes as many decoders as the limit says, and not more', () => {
    const open = { info: info(), resumeToken: '', decoders: [] as string[], pacing: 0, client: '' } as const;
    const names = Array.from({ length: MAX_DECODERS_ASKED }, (_, i) => `model-${i}`);
    expect(checkOpenStream({ ...open, decoders: names })).toBe(open.info);
    expect(() => checkOpenStream({ ...open, decoders: [...names, 'b'] })).toThrow('MALFORMED_MESSAGE');
  });
});

describe('checkSamples', () => {
  it('counts samples, and takes as many as the limit says', () => {
    const limits = { ...DEFAULT_LIMITS, maxSamplesPerFrame: 3 };
    expect(checkSamples(samples, info(), limits)).toBe(0);
    expect(checkSamples({ ...samples, data: new Uint8Array(12) }, info(), limits)).toBe(3);
    expect(() => checkSamples({ ...samples, data: new Uint8Array(16) }, info(), limits)).toThrow(
      'TOO_MANY_SAMPLES: 4 samples, limit 3',
    );
  });

  it('names sample and channel of what is not finite', () => {
    const data = new Uint8Array(Float32Array.of(1, 2, 3, Number.NaN).buffer);
    const check = () => checkSamples({ ...samples, firstSample: 100, data }, info({ format: SampleFormat.FLOAT32 }));
    expect(check).toThrow('NON_FINITE_SAMPLE: sample 101 of channel E1');
  });
});

describe('checkMarker', () => {
  it('takes texts up to the limit', () => {
    const text = 'x'.repeat(TEXT_LIMITS.marker);
    expect(() => checkMarker({ ...marker, description: text, value: text })).not.toThrow();
    expect(() => checkMarker({ ...marker, value: text + 'x' })).toThrow('MARKER_INVALID');
    expect(() => checkMarker({ ...marker, id: 'x'.repeat(TEXT_LIMITS.name + 1) })).toThrow('MARKER_INVALID');
  });
});

describe('checkSubscribe', () => {
  it('takes patterns up to the limit', () => {
    const subscribe = {
      stream: 'x'.repeat(TEXT_LIMITS.name),
      subject: '',
      decoder: '',
      kind: '',
      from: From.START,
      cursor: '',
      policy: Policy.LATEST,
      client: '',
    };
    expect(() => checkSubscribe(subscribe)).not.toThrow();
    expect(() => checkSubscribe({ ...subscribe, stream: subscribe.stream + 'x' })).toThrow('MALFORMED_MESSAGE');
  });
});
