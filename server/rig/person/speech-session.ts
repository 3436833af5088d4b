import { firstIndex } from '../recorded.js';
import { randomBelow, randomKey, randomNormal, randomOrder, textKey } from './counter-random.js';
import { eventColumns } from './event-moments.js';
import type { SimulatedEvent } from './event-moments.js';
import { DRAW, N_FEATURES, WORLD_KEY } from './person.js';
import { orthonormalColumns } from './orthonormal.js';
import { FIRST_TEST_SESSION, SESSION_DRAW, sessionKey, toMillisecond } from './session.js';
import type { CandidateBank, PlannedMarker, SessionIdentity, SessionPlan } from './session.js';

/** Candidates of the test story. */
export const N_SEGMENTS = 1430;
/** A segment around its word's onset, s. */
export const SEGMENT_START = -0.5;
export const SEGMENT_END = 2.5;
/** Segments begin at least this far apart, s: no two share more than half. */
const SEGMENT_DISTANCE = 1.6;
/** Of the targets, Hz. */
const TARGET_SFREQ = 120;
/** 361 samples less the 18 by which the field comes later than the sound (Défossez et al.). */
const N_TARGET_SAMPLES = 343;
/** Standard deviation of what a word or a speech sound adds to the target, s. */
const TARGET_WIDTH = 0.05;
const N_TARGET_REACH = 6;

/** s */
const LEAD_IN = 2;
const LEAD_OUT = 1;
const LONGEST_ANSWER = 1;
/** A word lasts so long and so much more per letter, times a log-normal factor, s. */
const WORD_DURATION = 0.14;
const LETTER_DURATION = 0.055;
const DURATION_LOG_DEVIATION = 0.15;
const SHORTEST_PAUSE = 0.35;
const PAUSE_RANGE = 3;
const PAUSE_STEP = 0.12;

const AMPLITUDE_DEVIATION = 0.1;
const MOST_UNITS = 5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Of the features of words and of speech sounds. */
const WORD_STRENGTH = 1;
const UNIT_STRENGTH = 0.7;

interface Word {
  /** Onset, s. */
  time: number;
  text: string;
  /** s */
  duration: number;
}

interface Story {
  words: Word[];
  /** Indices of the words at which segments begin. */
  segments: number[];
}

/**
 * A person listens to a story. Test sessions hear one story, the same for all people and seeds, from a drawn segment on;
 * its segments are the candidates. Training sessions hear stories of their own.
 * @param nSegments heard; absent: all of the test story, 200 of another
 */
export function planSpeech(
  identity: SessionIdentity,
  sentences: readonly string[],
  nSegments: number | undefined,
  nDimensions: number,
): SessionPlan {
  const key = sessionKey(identity, 'speech');
  const isTest = identity.session >= FIRST_TEST_SESSION;
  const wanted = nSegments ?? (isTest ? N_SEGMENTS : 200);
  if (isTest && wanted > N_SEGMENTS) throw new RangeError(`${wanted} segments, but the story has ${N_SEGMENTS}`);
  const story = isTest ? tell(randomKey(WORLD_KEY, DRAW.story), sentences, N_SEGMENTS) : tell(key, sentences, wanted);
  const first = isTest ? randomBelow(randomKey(key, SESSION_DRAW.order), 0, N_SEGMENTS - wanted + 1) : 0;
  const onset = (segment: number): number => story.words[story.segments[segment]!]!.time;
  const begin = toMillisecond(onset(first) - LEAD_IN);
  const duration = onset(first + wanted - 1) + SEGMENT_END + LEAD_OUT - begin;
  const classes = [
    ...LETTERS.split('').map((letter) => `unit ${letter}`),
    ...new Set(story.words.map(({ text }) => text)),
  ];
  const classOf = new Map(classes.map((name, index) => [name, index]));
  const features = speechFeatures(classes);
  const told = story.words.map((word) => wordEvents(word, classOf));
  const segmentOf = new Map(story.segments.map((word, segment) => [word, segment]));
  const events: SimulatedEvent[] = [];
  const markers: PlannedMarker[] = [];
  story.words.forEach(({ time, text, duration: lasts }, w) => {
    const at = toMillisecond(time - begin);
    if (at < -LONGEST_ANSWER || at >= duration) return;
    const amplitude = 1 + AMPLITUDE_DEVIATION * randomNormal(randomKey(key, SESSION_DRAW.amplitude), w);
    for (const event of told[w]!)
      events.push({ ...event, time: toMillisecond(event.time - begin), amplitude, delay: 0, group: w });
    const segment = segmentOf.get(w);
    const isWhole = segment !== undefined && segment >= first && segment < first + wanted;
    markers.push({ time: at, description: isWhole ? segmentName(segment) : 'word', value: text, duration: lasts });
  });
  const basis = orthonormalColumns(randomKey(WORLD_KEY, DRAW.basis), nDimensions, N_FEATURES);
  const retrieval = { nDimensions, basis, width: TARGET_WIDTH };
  return {
    task: 'speech',
    duration,
    classes,
    features,
    events: eventColumns(events),
    markers,
    retrieval: isTest
      ? { ...retrieval, bank: segmentBank(story, told.flat(), features, basis, nDimensions) }
      : retrieval,
  };
}

function segmentName(segment: number): string {
  return `segment ${String(segment).padStart(4, '0')}`;
}

/** Words with pauses between sentences, until there are so many segments, and a segment's length more. */
function tell(key: number, sentences: readonly string[], nSegments: number): Story {
  const words: Word[] = [];
  const segments: number[] = [];
  const order = randomOrder(randomKey(key, SESSION_DRAW.order, 0), sentences.length);
  let t = LEAD_IN;
  let last = -Infinity;
  for (let n = 0; ; n++) {
    for (const text of sentenceOf(key, order, sentences, n)) {
      if (segments.length === nSegments && t > last + SEGMENT_END + LEAD_OUT) return { words, segments };
      if (segments.length < nSegments && t - last >= SEGMENT_DISTANCE) {
        segments.push(words.length);
        last = t;
      }
      const factor = Math.exp(DURATION_LOG_DEVIATION * randomNormal(randomKey(key, SESSION_DRAW.timing), words.length));
      const duration = toMillisecond((WORD_DURATION + LETTER_DURATION * text.length) * factor);
      words.push({ time: t, text, duration });
      t = toMillisecond(t + duration);
    }
    t = toMillisecond(
      t + SHORTEST_PAUSE + PAUSE_STEP * randomBelow(randomKey(key, SESSION_DRAW.delay), n, PAUSE_RANGE + 1),
    );
  }
}

/** Sentence `n`: first each as written, in `order`; when they are used up, of words taken from all of them. */
function sentenceOf(key: number, order: readonly number[], sentences: readonly string[], n: number): string[] {
  if (n < sentences.length) return sentences[order[n]!]!.split(' ');
  const like = sentences[randomBelow(randomKey(key, SESSION_DRAW.order, 1), n, sentences.length)]!.split(' ');
  return like.map((_, i) => {
    const from = randomKey(key, SESSION_DRAW.order, 2, n);
    const words = sentences[randomBelow(from, 2 * i, sentences.length)]!.split(' ');
    return words[randomBelow(from, 2 * i + 1, words.length)]!;
  });
}

/** The word itself and two to five of its speech sounds, letters standing for them, spread over its duration. */
function wordEvents(
  { time, text, duration }: Word,
  classOf: ReadonlyMap<string, number>,
): { time: number; class: number }[] {
  const nUnits = Math.max(2, Math.min(MOST_UNITS, Math.round(text.length * 0.8)));
  const units = Array.from({ length: nUnits }, (_, u) => {
    const letter = text[Math.floor((u * text.length) / nUnits)]!;
    return { time: toMillisecond(time + (duration * u) / nUnits), class: classOf.get(`unit ${letter}`)! };
  });
  return [{ time, class: classOf.get(text)! }, ...units];
}

/** Features of words and speech sounds, drawn by their names: a word means the same in every story. */
function speechFeatures(classes: readonly string[]): Float64Array {
  const features = new Float64Array(classes.length * N_FEATURES);
  classes.forEach((name, c) => {
    const key = randomKey(WORLD_KEY, DRAW.features, 1, textKey(name));
    const strength = name.startsWith('unit ') ? UNIT_STRENGTH : WORD_STRENGTH;
    for (let r = 0; r < N_FEATURES; r++) features[c * N_FEATURES + r] = strength * randomNormal(key, r);
  });
  return features;
}

/**
 * Targets of all segments `[nDimensions x 343]`: sample i is at −0.5 s + i / 120 from the onset; each event adds its
 * features, put through the basis, times a Gaussian bump.
 */
function segmentBank(
  { words, segments }: Story,
  told: readonly { time: number; class: number }[],
  features: Float64Array,
  basis: Float64Array,
  nDimensions: number,
): CandidateBank {
  const events = told.toSorted((a, b) => a.time - b.time);
  const reach = N_TARGET_REACH * TARGET_WIDTH;
  return {
    names: segments.map((_, segment) => segmentName(segment)),
    labels: segments.map((word) => words[word]!.text),
    shape: [nDimensions, N_TARGET_SAMPLES],
    candidate(index) {
      const onset = words[segments[index]!]!.time;
      const low = new Float64Array(N_FEATURES * N_TARGET_SAMPLES);
      const begin = onset + SEGMENT_START - reach;
      for (let e = firstIndex(events.length, (i) => events[i]!.time >= begin); e < events.length; e++) {
        const event = events[e]!;
        const at = event.time - onset - SEGMENT_START;
        if (at > N_TARGET_SAMPLES / TARGET_SFREQ + reach) break;
        const from = Math.max(0, Math.ceil((at - reach) * TARGET_SFREQ));
        const to = Math.min(N_TARGET_SAMPLES - 1, Math.floor((at + reach) * TARGET_SFREQ));
        for (let i = from; i <= to; i++) {
          const bump = Math.exp(-0.5 * ((i / TARGET_SFREQ - at) / TARGET_WIDTH) ** 2);
          for (let r = 0; r < N_FEATURES; r++)
            low[r * N_TARGET_SAMPLES + i]! += bump * features[event.class * N_FEATURES + r]!;
        }
      }
      const out = new Float32Array(nDimensions * N_TARGET_SAMPLES);
      const row = new Float64Array(N_TARGET_SAMPLES);
      for (let d = 0; d < nDimensions; d++) {
        row.fill(0);
        for (let r = 0; r < N_FEATURES; r++) {
          const weight = basis[d * N_FEATURES + r]!;
          for (let i = 0; i < N_TARGET_SAMPLES; i++) row[i]! += weight * low[r * N_TARGET_SAMPLES + i]!;
        }
        out.set(row, d * N_TARGET_SAMPLES);
      }
      return out;
    },
  };
}
