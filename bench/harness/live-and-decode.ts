import { decodeLine } from '../../server/cli/decode-line.js';
import { withoutTiming } from './decode-lines.js';
import type { LoggedDecode } from './reader-log.js';

/**
 * Puts what a subscriber got beside what `cortexwire decode` printed, decoder by decoder.
 *
 * A line has every field of the payload of classes and of failures, numbers in full, so that equal lines mean equal
 * bytes.
 * @returns the differences, one line of text each; none when both are the same
 */
export function differencesToDecode(
  live: ReadonlyMap<string, readonly LoggedDecode[]>,
  printed: readonly string[],
): string[] {
  const offline = new Map<string, string[]>();
  for (const line of printed) {
    const { decoder } = JSON.parse(line) as { decoder: string };
    const list = offline.get(decoder);
    if (list === undefined) offline.set(decoder, [withoutTiming(line)]);
    else list.push(withoutTiming(line));
  }
  const differences: string[] = [];
  for (const decoder of new Set([...offline.keys(), ...live.keys()])) {
    const wanted = offline.get(decoder) ?? [];
    const got = (live.get(decoder) ?? []).map(({ decode }) => printedAs(decode));
    const n = Math.max(wanted.length, got.length);
    for (let i = 0; i < n; i++) {
      if (wanted[i] === got[i]) continue;
      differences.push(`${decoder} ${i}: decode ${wanted[i] ?? 'nothing'}\n  live ${got[i] ?? 'nothing'}`);
    }
  }
  return differences;
}

function printedAs({ stream, decoder, sequence, payload }: LoggedDecode['decode']): string {
  if (payload === undefined) return 'nothing';
  return withoutTiming(JSON.stringify(decodeLine(stream, decoder, sequence, payload, null)));
}
