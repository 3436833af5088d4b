import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunFile, RunFile } from '../../../../server/lane/run-file.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

/** As long as ids get: a stream's has 89 characters, a decoder's two folder names of 255. */
const id = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const streams = fc.oneof(id, fc.constant('s'.repeat(89)));
const decoders = fc.oneof(id, fc.constant(`${'d'.repeat(255)}@${'1'.repeat(255)}`));
const numbers = fc.oneof(fc.nat(20), fc.maxSafeNat());
const runs = fc.record({ stream: streams, decoder: decoders, window: numbers, step: numbers });

describe('a run file', () => {
  it('names the run that goes on, and nothing between runs', () => {
    const path = join(temporaryDir(), 'lane-0.run');
    const file = new RunFile(path);
    fc.assert(
      fc.property(runs, (run) => {
        expect(readRunFile(path)).toBeUndefined();
        file.runStarts(run.stream, run.decoder, run.window, run.step);
        expect(readRunFile(path)).toEqual({ ...run, hung: false });
        file.runEnds();
      }),
    );
    expect(readRunFile(path)).toBeUndefined();
    file.close();
  });

  it('stands when its writer is gone, until another writer begins', () => {
    const path = join(temporaryDir(), 'lane-0.run');
    const file = new RunFile(path);
    file.runStarts('stream', 'model@1.0.0', 12, 1);
    file.close();
    expect(readRunFile(path)).toEqual({ stream: 'stream', decoder: 'model@1.0.0', window: 12, step: 1, hung: false });
    new RunFile(path).close();
    expect(readRunFile(path)).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('0');
  });

  it('blames nobody when it is not there, empty, or only a part of one', () => {
    const path = join(temporaryDir(), 'lane-0.run');
    expect(readRunFile(path)).toBeUndefined();
    const whole = '1\nstream\nmodel@1.0.0\n1200\n1\n';
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.slice(0, length));
      expect(readRunFile(path)).toBeUndefined();
    }
    for (const text of ['1\nstream\nmodel\nx\n1\n', '1\nstream\nmodel\n1.5\n1\n', '3\nstream\nmodel\n1\n1\n']) {
      writeFileSync(path, text);
      expect(readRunFile(path)).toBeUndefined();
    }
  });
});
