import { randomBelow, randomKey, randomNormal, randomOrder, randomUniform } from './counter-random.js';
import { eventColumns } from './event-moments.js';
import type { SimulatedEvent } from './event-moments.js';
import { intervalFactor, KEY_CLASSES, keyClass, keyFeatures, neighbours } from './keyboard.js';
import { SESSION_DRAW, sessionKey, toMillisecond } from './session.js';
import type { PlannedMarker, SessionIdentity, SessionPlan } from './session.js';

/** Between keys, s. */
const MEDIAN_INTERVAL = 0.19;
const INTERVAL_LOG_DEVIATION = 0.35;
const SHORTEST_INTERVAL = 0.08;
const WRONG_KEY_SHARE = 0.02;
const LATEST_NOTICE = 2;

/** s */
const LEAD_IN = 2;
const BETWEEN_SENTENCES = 1.2;
const BEFORE_FIRST_KEY = 0.5;
const AFTER_LAST_KEY = 0.5;
const LEAD_OUT = 1.5;

const AMPLITUDE_DEVIATION = 0.15;
/** s */
const DELAY_DEVIATION = 0.008;

const PER_SENTENCE = 1024;

/**
 * A person types sentences, sometimes hits the key next to the right one, notices up to two keys later and takes all of
 * it back. Sentences come in a drawn order, each once before any comes again.
 */
export function planTyping(identity: SessionIdentity, sentences: readonly string[], nSentences: number): SessionPlan {
  const key = sessionKey(identity, 'typing');
  const events: SimulatedEvent[] = [];
  const markers: PlannedMarker[] = [];
  const amplitudes = randomKey(key, SESSION_DRAW.amplitude);
  const delays = randomKey(key, SESSION_DRAW.delay);
  let order: number[] = [];
  let at = LEAD_IN;
  for (let n = 0; n < nSentences; n++) {
    const place = n % sentences.length;
    if (place === 0) order = randomOrder(randomKey(key, SESSION_DRAW.order, n), sentences.length);
    const sentence = sentences[order[place]!]!;
    const keys = typedKeys(sentence, randomKey(key, SESSION_DRAW.errors, n));
    const times = keyTimes(keys, randomKey(key, SESSION_DRAW.timing, n), toMillisecond(at + BEFORE_FIRST_KEY));
    const end = toMillisecond((times.at(-1) ?? at) + AFTER_LAST_KEY);
    markers.push({ time: at, description: 'sentence start', value: sentence, duration: 0 });
    keys.forEach((value, i) => {
      const time = times[i]!;
      markers.push({ time, description: 'key', value, duration: 0 });
      events.push({
        time,
        class: keyClass(value),
        amplitude: 1 + AMPLITUDE_DEVIATION * randomNormal(amplitudes, n * PER_SENTENCE + i),
        delay: DELAY_DEVIATION * randomNormal(delays, n * PER_SENTENCE + i),
        group: n,
      });
    });
    markers.push({ time: end, description: 'sentence end', value: writtenText(keys), duration: 0 });
    at = toMillisecond(end + BETWEEN_SENTENCES);
  }
  const duration = at - BETWEEN_SENTENCES + LEAD_OUT;
  return {
    task: 'typing',
    duration,
    classes: KEY_CLASSES,
    features: keyFeatures(),
    events: eventColumns(events),
    markers,
  };
}

/** Keys in the order in which they are hit, as markers name them. */
function typedKeys(sentence: string, key: number): string[] {
  const wanted = Array.from(sentence, (character) => (character === ' ' ? 'space' : character));
  const keys: string[] = [];
  const draws = { wrong: randomKey(key, 0), which: randomKey(key, 1), notice: randomKey(key, 2) };
  for (let i = 0; i < wanted.length; i++) {
    const near = neighbours(wanted[i]!);
    if (near.length > 0 && randomUniform(draws.wrong, i) < WRONG_KEY_SHARE) {
      const late = Math.min(randomBelow(draws.notice, i, LATEST_NOTICE + 1), wanted.length - 1 - i);
      keys.push(near[randomBelow(draws.which, i, near.length)]!, ...wanted.slice(i + 1, i + 1 + late));
      for (let back = 0; back <= late; back++) keys.push('backspace');
    }
    keys.push(wanted[i]!);
  }
  return keys;
}

/** When each key is hit, s. */
function keyTimes(keys: readonly string[], key: number, first: number): number[] {
  const times = [first];
  for (let i = 1; i < keys.length; i++) {
    const median = MEDIAN_INTERVAL * intervalFactor(keys[i - 1]!, keys[i]!);
    const interval = median * Math.exp(INTERVAL_LOG_DEVIATION * randomNormal(key, i));
    times.push(toMillisecond(times[i - 1]! + Math.max(SHORTEST_INTERVAL, interval)));
  }
  return times;
}

/** The text after these keys: a backspace takes back the character before it. */
export function writtenText(keys: readonly string[]): string {
  const text: string[] = [];
  for (const key of keys) {
    if (key === 'backspace') text.pop();
    else text.push(key === 'space' ? ' ' : key);
  }
  return text.join('');
}
