import { expect, it } from 'vitest';
import { KEY_CLASSES, keyClass, neighbours } from '../../../../../server/rig/person/keyboard.js';
import { planTyping, writtenText } from '../../../../../server/rig/person/typing-session.js';

const SENTENCES = ['the quick brown fox jumps over', 'we were all tired by then', 'my exact quiz was fairly hard'];
const plan = planTyping({ seed: 1, person: 3, session: 100 }, SENTENCES, 300);
const keys = plan.markers.filter(({ description }) => description === 'key');

it('ends with the text that the keys and their backspaces leave', () => {
  let typed: string[] = [];
  let nEnds = 0;
  for (const { description, value } of plan.markers) {
    if (description === 'sentence start') typed = [];
    else if (description === 'key') typed.push(value);
    else {
      expect(writtenText(typed)).toBe(value);
      expect(SENTENCES).toContain(value);
      nEnds += 1;
    }
  }
  expect(nEnds).toBe(300);
});

it('types each sentence once before any comes again', () => {
  const starts = plan.markers.filter(({ description }) => description === 'sentence start');
  for (let i = 0; i < 300; i += 3) {
    expect(new Set(starts.slice(i, i + 3).map(({ value }) => value)).size).toBe(3);
  }
});

it('has one event per key, at its time and of its class', () => {
  expect(plan.events.time.length).toBe(keys.length);
  keys.forEach(({ time, value }, i) => {
    expect(plan.events.time[i]).toBe(time);
    expect(plan.events.class[i]).toBe(keyClass(value));
  });
});

it('makes a wrong key of about two in a hundred and takes it back within three backspaces', () => {
  const nBackspaces = keys.filter(({ value }) => value === 'backspace').length;
  const nLetters = SENTENCES.join('').replaceAll(' ', '').length * 100;
  const nErrors = keys.filter(({ value }, i) => value === 'backspace' && keys[i - 1]!.value !== 'backspace').length;
  expect(nErrors / nLetters).toBeGreaterThan(0.012);
  expect(nErrors / nLetters).toBeLessThan(0.03);
  expect(nBackspaces / nErrors).toBeGreaterThan(1.5);
  expect(nBackspaces / nErrors).toBeLessThan(2.5);
});

it('spaces keys as people do', () => {
  const intervals = keys.flatMap(({ time }, i) =>
    plan.events.group[i] === plan.events.group[i - 1] ? [time - keys[i - 1]!.time] : [],
  );
  const sorted = intervals.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)]!;
  expect(sorted[0]).toBeGreaterThanOrEqual(0.0799);
  expect(at(0.5)).toBeGreaterThan(0.17);
  expect(at(0.5)).toBeLessThan(0.22);
  expect(Math.log(at(0.841) / at(0.5))).toBeGreaterThan(0.28);
  expect(Math.log(at(0.841) / at(0.5))).toBeLessThan(0.45);
});

it('keeps the pauses around a sentence', () => {
  const { markers } = plan;
  markers.forEach(({ description, time }, i) => {
    const next = markers[i + 1];
    if (description === 'sentence start') expect(next!.time - time).toBeGreaterThanOrEqual(0.4999);
    else if (description === 'sentence end' && next !== undefined) expect(next.time - time).toBeCloseTo(1.2, 6);
    else if (next?.description === 'sentence end') expect(next.time - time).toBeGreaterThanOrEqual(0.4999);
  });
});

it('knows every key and its neighbours', () => {
  expect(KEY_CLASSES).toHaveLength(29);
  expect(new Set(KEY_CLASSES).size).toBe(29);
  expect(keyClass('7')).toBe(28);
  expect(neighbours('g').toSorted()).toEqual(['b', 'f', 'h', 't', 'v']);
  expect(neighbours('space')).toEqual([]);
  expect(() => keyClass('é')).toThrow(RangeError);
});

it('gives other texts and times to another seed, person or session, and the same to the same', () => {
  const once = (seed: number, person: number, session: number) =>
    planTyping({ seed, person, session }, SENTENCES, 2).events.time.join();
  expect(once(1, 3, 100)).toBe(once(1, 3, 100));
  expect(new Set([once(1, 3, 100), once(2, 3, 100), once(1, 4, 100), once(1, 3, 101)]).size).toBe(4);
});
