import type { Playable } from '../../bench/harness/player.js';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';

const SFREQ = 256;
const KEY_SAMPLES = 64;
const PRESSED_SAMPLES = 32;
/** The channel that is high while a key is pressed, by key; `typing-keys-small` takes it for that key. */
const CHANNELS: Readonly<Record<string, number>> = { a: 0, b: 1, c: 2, d: 3, e: 4, space: 5, backspace: 6 };

/** Sentences of keys, four a second, over noise; the test models for typing read them. */
export function typedRecording(name: string, sentences: readonly (readonly string[])[]): Playable {
  const markers: { sample: number; description: string; value: string; duration: number }[] = [];
  const presses: { sample: number; channel: number }[] = [];
  let at = 100;
  const mark = (description: string, value = ''): void => {
    markers.push({ sample: at, description, value, duration: 0 });
  };
  for (const keys of sentences) {
    mark('sentence start');
    at += KEY_SAMPLES;
    for (const key of keys) {
      mark('key', key);
      presses.push({ sample: at, channel: CHANNELS[key]! });
      at += KEY_SAMPLES;
    }
    mark('sentence end', readOf(keys));
    at += 4 * KEY_SAMPLES;
  }
  const noise = madeUpRecording({ name, nChannels: 8, sfreq: SFREQ, nSamples: at, seed: 11 });
  return {
    ...noise,
    markers,
    read(start, n) {
      const data = noise.read(start, n);
      for (const { sample, channel } of presses) {
        const end = Math.min(sample + PRESSED_SAMPLES, start + n);
        for (let i = Math.max(sample, start); i < end; i++) data[(i - start) * 8 + channel]! += 40;
      }
      return data;
    },
  };
}

function readOf(keys: readonly string[]): string {
  const text: string[] = [];
  for (const key of keys) {
    if (key === 'backspace') text.pop();
    else text.push(key === 'space' ? ' ' : key);
  }
  return text.join('');
}
