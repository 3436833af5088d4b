import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  QUALITY_FLAT,
  QUALITY_GOOD,
  QUALITY_SATURATED,
  startSignalQuality,
  watchSignal,
  type SignalQualitySettings,
} from '../../../../server/stream/signal-quality.js';
import { chunkSizes, cut } from '../../../helpers/stage-runs.js';

/** Flat after 20 samples without change, saturated after 5. */
function settingsFor(nChannels: number, watched?: readonly number[]): SignalQualitySettings {
  return {
    nChannels,
    sfreq: 100,
    flatSeconds: 0.2,
    saturatedSeconds: 0.05,
    watched: Uint8Array.from(watched ?? Array.from({ length: nChannels }, () => 1)),
  };
}

type Event = [sample: number, quality: number, channel: number];

/** @param channels one list of values per channel */
function watch(
  channels: readonly (readonly number[])[],
  sizes: readonly number[],
  watched?: readonly number[],
): Event[] {
  const nChannels = channels.length;
  const nSamples = channels[0]!.length;
  const data = Float64Array.from(
    { length: nSamples * nChannels },
    (_, i) => channels[i % nChannels]![Math.floor(i / nChannels)]!,
  );
  const settings = settingsFor(nChannels, watched);
  let state = startSignalQuality(settings);
  const events: Event[] = [];
  for (const [at, n] of cut(nSamples, sizes)) {
    const chunk = data.slice(at * nChannels, (at + n) * nChannels);
    for (const { sample, quality, channels: which } of watchSignal(settings, state, chunk, n)) {
      for (const channel of which) events.push([at + sample, quality, channel]);
    }
    expect(chunk).toEqual(data.slice(at * nChannels, (at + n) * nChannels));
    state = structuredClone(state);
  }
  return events;
}

/** The verdict on one channel at each sample, looked up in all that came before; −1 where it stays what it was. */
function verdictAt(values: readonly number[], t: number): number {
  let same = 0;
  while (same < t && values[t - same - 1] === values[t]) same++;
  const value = values[t]!;
  if (same === 0) return QUALITY_GOOD;
  const seen = values.slice(0, t + 1);
  const isExtreme = value > 0 ? value === Math.max(...seen) : value < 0 && value === Math.min(...seen);
  const nValues = seen.filter((other, i) => i === 0 || other !== seen[i - 1]).length;
  if ((same === 5 || same === 20) && isExtreme && nValues > 1) return QUALITY_SATURATED;
  return same === 20 ? QUALITY_FLAT : -1;
}

function reference(channels: readonly (readonly number[])[], watched?: readonly number[]): Event[] {
  const verdicts = channels.map(() => QUALITY_GOOD as number);
  const events: Event[] = [];
  for (let t = 0; t < channels[0]!.length; t++) {
    channels.forEach((values, c) => {
      if (watched?.[c] === 0) return;
      const before = verdicts[c]!;
      const now = verdictAt(values, t);
      if (now === -1 || now === before || (now === QUALITY_FLAT && before === QUALITY_SATURATED)) return;
      verdicts[c] = now;
      events.push([t, now, c]);
    });
  }
  return events;
}

/** Values that rest for a while every now and then, at a rail or elsewhere. */
const resting = fc
  .array(fc.tuple(fc.constantFrom(-100, -3, 0, 2, 2, 7, 99), fc.constantFrom(1, 1, 1, 2, 5, 6, 7, 20, 21, 30)), {
    minLength: 1,
    maxLength: 30,
  })
  .map((runs) => runs.flatMap(([value, times]) => Array.from({ length: times }, () => value)));
const signals = fc.array(resting, { minLength: 1, maxLength: 4 }).map((channels) => {
  const nSamples = Math.min(...channels.map((values) => values.length));
  return channels.map((values) => values.slice(0, nSamples));
});
const order = (events: readonly Event[]): Event[] =>
  [...events].sort(([a, x, c], [b, y, d]) => a - b || x - y || c - d);

const moving = (n: number): number[] => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1));
const at = (value: number, n: number): number[] => Array.from({ length: n }, () => value);

describe('signal quality', () => {
  it('tells the same at the same samples for any chunking, as a look at the whole signal would', () => {
    fc.assert(
      fc.property(signals, chunkSizes, (channels, sizes) => {
        const events = watch(channels, sizes);
        expect(events).toEqual(watch(channels, []));
        expect(order(events)).toEqual(order(reference(channels)));
      }),
      { numRuns: 300 },
    );
  });

  it('says nothing of channels that are not watched, and the same of the others', () => {
    fc.assert(
      fc.property(
        signals,
        fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
        chunkSizes,
        (channels, watched, sizes) => {
          const events = watch(channels, sizes, watched);
          expect(order(events)).toEqual(order(reference(channels, watched)));
          expect(events.every(([, , c]) => watched[c] === 1)).toBe(true);
        },
      ),
    );
  });

  it('treats channels alike in either order', () => {
    fc.assert(
      fc.property(signals, chunkSizes, (channels, sizes) => {
        const turned = watch([...channels].reverse(), sizes).map(([t, quality, c]): Event => [
          t,
          quality,
          channels.length - 1 - c,
        ]);
        expect(order(turned)).toEqual(order(watch(channels, sizes)));
      }),
    );
  });

  it('calls a channel flat that rests anywhere, and good again at its next change', () => {
    expect(watch([[...moving(10), ...at(0, 40), ...moving(3)]], [])).toEqual([
      [30, QUALITY_FLAT, 0],
      [50, QUALITY_GOOD, 0],
    ]);
  });

  it('calls a channel saturated at either end of its range, wherever the other end is', () => {
    const channel = [
      ...moving(4),
      300,
      ...at(-32768, 6),
      ...moving(2),
      ...at(32767, 6),
      ...moving(2),
      ...at(-32768, 6),
      0,
    ];
    expect(watch([channel], [])).toEqual([
      [10, QUALITY_SATURATED, 0],
      [11, QUALITY_GOOD, 0],
      [18, QUALITY_SATURATED, 0],
      [19, QUALITY_GOOD, 0],
      [26, QUALITY_SATURATED, 0],
      [27, QUALITY_GOOD, 0],
    ]);
  });

  it('calls a channel that never moved flat, at whatever value', () => {
    for (const value of [0, 5, -5, 3e38])
      expect(watch([at(value, 60)], [7, 1, 30])).toMatchObject([[expect.any(Number), QUALITY_FLAT, 0]]);
    expect(watch([at(-7, 21)], [])).toEqual([[20, QUALITY_FLAT, 0]]);
  });

  it('keeps the order of what happened to a channel within one chunk', () => {
    const channel = [...moving(4), ...at(0.5, 21), ...at(9, 6)];
    const settings = settingsFor(1);
    const changes = watchSignal(settings, startSignalQuality(settings), Float64Array.from(channel), channel.length);
    expect(changes.map(({ quality }) => quality)).toEqual([QUALITY_FLAT, QUALITY_GOOD, QUALITY_SATURATED]);
  });

  it('tells channels together that change at one sample', () => {
    const settings = settingsFor(3);
    const data = Float64Array.from({ length: 3 * 30 }, (_, i) => (i % 3 === 1 ? i : 4));
    const changes = watchSignal(settings, startSignalQuality(settings), data, 30);
    expect(changes).toEqual([{ sample: 20, quality: QUALITY_FLAT, channels: [0, 2] }]);
  });
});
