import type { DecodeLine } from '../../server/cli/decode-line.js';
import type { LoggedDecode } from './reader-log.js';

/** What `decode` printed with `--format jsonl`. */
export function parseDecodes(lines: readonly string[]): DecodeLine[] {
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as DecodeLine);
}

/** The line without what may differ between two runs over the same samples: the stream's id and the timing. */
export function withoutTiming(line: string): string {
  const { stream: _stream, timing: _timing, cursor: _cursor, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/** Decodes whose truth is known, and how many of them say it. */
export function score(decodes: readonly Pick<DecodeLine, 'label' | 'truth'>[]): { nTrials: number; nRight: number } {
  const trials = decodes.filter(({ truth }) => truth !== null && truth !== '');
  return { nTrials: trials.length, nRight: trials.filter(({ label, truth }) => label === truth).length };
}

/** What a subscriber got, as far as it can be scored. */
export function decodesOf(logged: readonly LoggedDecode[]): Pick<DecodeLine, 'label' | 'truth'>[] {
  return logged.map(({ decode: { payload } }) => ({
    label: payload?.classes?.label ?? null,
    truth: payload?.truth ?? null,
  }));
}
