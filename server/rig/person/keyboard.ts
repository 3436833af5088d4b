import { N_FEATURES, WORLD_KEY, DRAW } from './person.js';
import { randomKey, randomNormal } from './counter-random.js';

/** Keys as decoders count them (Brain2Qwerty's order; its `special` is the backspace). `digit` stands for ten keys. */
export const KEY_CLASSES: readonly string[] = [
  ...['s', 'o', 't', 'e', 'n', 'c', 'i', 'a', 'space', 'd', 'l', 'r', 'b', 'backspace', 'z', 'v', 'f', 'm', 'u', 'h'],
  ...['p', 'g', 'q', 'w', 'x', 'y', 'j', 'k', 'digit'],
];

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** How far a row is set in, in keys. */
const SET_IN = [0, 0.5, 0.75, 1.25];
/** Of the keys in a column, by touch typing: left little finger 0 … right little finger 7; thumbs 8. */
const FINGERS = [0, 1, 2, 3, 3, 4, 4, 5, 6, 7];
const THUMB = 8;
const THUMB_ROW = 4;
const LITTLE_RIGHT = 7;
/** Of keys that are neighbours, in keys. */
const NEAR = 1.2;

interface Place {
  x: number;
  row: number;
  finger: number;
}

const PLACES = new Map<string, Place>(
  ROWS.flatMap((keys, row) =>
    Array.from(keys, (key, column): [string, Place] => [
      key,
      { x: column + SET_IN[row]!, row, finger: FINGERS[column]! },
    ]),
  ),
);

/** Class of a key as a marker names it. */
export function keyClass(key: string): number {
  const index = KEY_CLASSES.indexOf(key >= '0' && key <= '9' ? 'digit' : key);
  if (index < 0) throw new RangeError(`no key is named ${JSON.stringify(key)}`);
  return index;
}

/** Keys next to this one. */
export function neighbours(key: string): string[] {
  const from = PLACES.get(key);
  if (from === undefined) return [];
  return [...PLACES].flatMap(([other, { x, row }]) =>
    other !== key && Math.hypot(x - from.x, row - from.row) <= NEAR ? [other] : [],
  );
}

const COMMON_PAIRS = new Set(
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi'.split(' '),
);

/** How much longer than usual it takes from one key to the next. */
export function intervalFactor(previous: string, key: string): number {
  if (key === 'backspace') return previous === 'backspace' ? 0.8 : 1.8;
  if (previous === 'backspace') return 1.6;
  if (previous === 'space') return 1.25;
  if (key === 'space') return 0.95;
  if (COMMON_PAIRS.has(previous + key)) return 0.85;
  return 'jqxz'.includes(key) || 'jqxz'.includes(previous) ? 1.35 : 1.05;
}

const HAND_SHARE = 0.25;
const FINGER_SHARE = 0.25;
const ROW_SHARE = 0.2;
const OWN_SHARE = 0.3;
/** The first feature is the same for all keys, as the press itself is: this many standard deviations of another. */
const PRESS = 2;

/** Features `[29 x N_FEATURES]`: alike for keys of a hand, a finger, a row. */
export function keyFeatures(): Float64Array {
  const key = randomKey(WORLD_KEY, DRAW.features, 0);
  const draw = (kind: number, of: number, feature: number): number =>
    randomNormal(randomKey(key, kind), of * N_FEATURES + feature);
  const features = new Float64Array(KEY_CLASSES.length * N_FEATURES);
  KEY_CLASSES.forEach((name, k) => {
    const { finger, row } =
      name === 'space'
        ? { finger: THUMB, row: THUMB_ROW }
        : name === 'backspace'
          ? { finger: LITTLE_RIGHT, row: 0 }
          : (PLACES.get(name === 'digit' ? '5' : name) ?? { finger: 0, row: 0 });
    const hand = finger === THUMB ? 2 : finger < 4 ? 0 : 1;
    for (let r = 0; r < N_FEATURES; r++) {
      const value =
        Math.sqrt(HAND_SHARE) * draw(0, hand, r) +
        Math.sqrt(FINGER_SHARE) * draw(1, finger, r) +
        Math.sqrt(ROW_SHARE) * draw(2, row, r) +
        Math.sqrt(OWN_SHARE) * draw(3, k, r);
      features[k * N_FEATURES + r] = r === 0 ? PRESS : value;
    }
  });
  return features;
}
