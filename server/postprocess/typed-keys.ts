import type { PlacedMarker, SequenceEnd } from './postprocessor.js';

/** Key presses that markers told of, in the order of their onsets. Plain data: it goes into checkpoints. */
export interface TypedKeysState {
  keys: { index: number; sample: number; key: string }[];
}

/** Keys kept of a text that does not end; the oldest go first. */
const MAX_KEYS = 4096;

export function startTypedKeys(): TypedKeysState {
  return { keys: [] };
}

/** Keeps a key press. Markers may come late. */
export function keepKey({ keys }: TypedKeysState, { index, sample, value }: PlacedMarker): void {
  let at = keys.length;
  while (at > 0 && keys[at - 1]!.index > index) at--;
  keys.splice(at, 0, { index, sample, key: value });
  if (keys.length > MAX_KEYS) keys.shift();
}

/** The keys of a sequence that is over; they and those before it are forgotten. */
export function takeKeys(state: TypedKeysState, { from, until }: SequenceEnd): { sample: number; key: string }[] {
  const typed = state.keys.filter(({ index }) => index >= from && index < until);
  state.keys = state.keys.filter(({ index }) => index >= until);
  return typed.map(({ sample, key }) => ({ sample, key }));
}
