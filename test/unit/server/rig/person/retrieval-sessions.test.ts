import { expect, it } from 'vitest';
import { planImages } from '../../../../../server/rig/person/image-session.js';
import { N_SEGMENTS, planSpeech, SEGMENT_END, SEGMENT_START } from '../../../../../server/rig/person/speech-session.js';

const SENTENCES = ['the old clock in the hall struck nine', 'nobody had wound it for years', 'we sat down and waited'];
const whole = planSpeech({ seed: 1, person: 0, session: 100 }, SENTENCES, undefined, 16);

it('has 1,430 segments of which no two share more than half', () => {
  const onsets = whole.markers.filter(({ description }) => description.startsWith('segment ')).map(({ time }) => time);
  expect(onsets).toHaveLength(N_SEGMENTS);
  const length = SEGMENT_END - SEGMENT_START;
  for (let i = 1; i < onsets.length; i++)
    expect(length - (onsets[i]! - onsets[i - 1]!)).toBeLessThanOrEqual(length / 2);
});

it('names segments in order and labels them by the word at their onset', () => {
  const { bank } = whole.retrieval!;
  const heard = whole.markers.filter(({ description }) => description !== 'word');
  expect(heard.map(({ description }) => description)).toEqual(bank!.names);
  expect(heard.map(({ value }) => value)).toEqual(bank!.labels);
});

it('tells all people the same test story, wherever they come in', () => {
  const part = planSpeech({ seed: 5, person: 104, session: 101 }, SENTENCES, 4, 16);
  const heard = part.markers.filter(({ description }) => description !== 'word');
  expect(heard).toHaveLength(4);
  const first = whole.markers.findIndex(({ description }) => description === heard[0]!.description);
  const shift = whole.markers[first]!.time - heard[0]!.time;
  for (const { description, value, time } of heard) {
    const same = whole.markers.find((marker) => marker.description === description)!;
    expect(same.value).toBe(value);
    expect(same.time - time).toBeCloseTo(shift, 6);
  }
  expect(part.retrieval!.bank!.candidate(7)).toEqual(whole.retrieval!.bank!.candidate(7));
});

it('makes a candidate of the events around its onset', () => {
  const { bank, basis, width } = whole.retrieval!;
  const { events, features } = whole;
  const index = 12;
  const onset = whole.markers.find(({ description }) => description === bank!.names[index])!.time;
  const candidate = bank!.candidate(index);
  for (const [d, i] of [
    [0, 0],
    [3, 60],
    [15, 342],
    [7, 171],
  ] as const) {
    const t = onset + SEGMENT_START + i / 120;
    let expected = 0;
    events.time.forEach((time, e) => {
      const bump = Math.exp(-0.5 * ((t - time) / width!) ** 2);
      if (bump < 1e-9) return;
      for (let r = 0; r < 12; r++) expected += bump * basis![d * 12 + r]! * features[events.class[e]! * 12 + r]!;
    });
    expect(candidate[d * 343 + i]).toBeCloseTo(expected, 5);
  }
});

it('gives words two to five speech sounds, with the amplitude of their word', () => {
  const { group, amplitude } = whole.events;
  const sizes = new Map<number, number>();
  group.forEach((word, e) => {
    sizes.set(word, (sizes.get(word) ?? 0) + 1);
    expect(amplitude[e]).toBe(amplitude[group.indexOf(word)]);
  });
  expect(Math.min(...sizes.values())).toBe(3);
  expect(Math.max(...sizes.values())).toBe(6);
});

it('shows each test image once before any comes again, and other images in training', () => {
  const test = planImages({ seed: 1, person: 2, session: 100 }, 400, 128);
  const shown = test.markers.map(({ value }) => value);
  expect(new Set(shown.slice(0, 200)).size).toBe(200);
  expect(new Set(shown.slice(200)).size).toBe(200);
  expect(test.retrieval!.bank!.names).toHaveLength(200);
  const training = planImages({ seed: 1, person: 2, session: 0 }, 50, 128);
  expect(training.markers.filter(({ value }) => shown.includes(value))).toEqual([]);
  expect(training.retrieval!.bank).toBeUndefined();
});

it('gives images vectors of length 1 and features of about unit variance, the same in every session', () => {
  const { retrieval, features, classes } = planImages({ seed: 9, person: 1, session: 0 }, 300, 64);
  const { embedding } = retrieval!;
  for (let c = 0; c < classes.length; c++) {
    const length = Math.hypot(...embedding!.subarray(c * 64, (c + 1) * 64));
    expect(length).toBeCloseTo(1, 5);
  }
  const power = features.reduce((sum, value) => sum + value * value, 0) / features.length;
  expect(power).toBeGreaterThan(0.8);
  expect(power).toBeLessThan(1.2);
  const [a, b] = [1, 2].map((seed) => planImages({ seed, person: seed, session: 99 + seed }, 5, 16));
  expect(a!.features).toEqual(b!.features);
});
