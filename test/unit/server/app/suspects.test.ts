import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blameRuns, runFilePath, SuspectList } from '../../../../server/app/suspects.js';
import { RunFile, writeHungRun } from '../../../../server/lane/run-file.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

const hung = (stream: string, window: number, step = 0) =>
  ({ stream, decoder: 'model@1.0.0', window, step, code: 'MODEL_HUNG' }) as const;

describe('the list of suspects', () => {
  it('is kept from one process to the next', () => {
    const dir = temporaryDir();
    const list = new SuspectList(dir);
    expect(list.all).toEqual([]);
    list.add(hung('a', 3));
    list.add(hung('a', 3, 1));
    list.answered('a', 'model@1.0.0', 3, 1);
    const later = new SuspectList(dir);
    expect(later.all).toEqual([
      { ...hung('a', 3), verdict: 'retry' },
      { ...hung('a', 3, 1), verdict: 'answered' },
    ]);
    expect(later.all).toEqual(list.all);
    expect(readdirSync(dir)).toEqual(['suspects.json']);
  });

  it('names a window once, and keeps its verdict and its first code', () => {
    const list = new SuspectList(temporaryDir());
    list.add(hung('a', 3));
    list.answered('a', 'model@1.0.0', 3, 0);
    list.add({ ...hung('a', 3), code: 'MODEL_CRASHED' });
    expect(list.all).toEqual([{ ...hung('a', 3), verdict: 'answered' }]);
  });

  it('takes a verdict only on what it names', () => {
    const dir = temporaryDir();
    const list = new SuspectList(dir);
    list.answered('a', 'model@1.0.0', 3, 0);
    expect([list.all, existsSync(join(dir, 'suspects.json'))]).toEqual([[], false]);
    list.add(hung('a', 3));
    list.answered('b', 'model@1.0.0', 3, 0);
    list.answered('a', 'other@1.0.0', 3, 0);
    list.answered('a', 'model@1.0.0', 4, 0);
    list.answered('a', 'model@1.0.0', 3, 1);
    expect(list.all).toEqual([{ ...hung('a', 3), verdict: 'retry' }]);
  });

  it('forgets a stream, and no other one', () => {
    const dir = temporaryDir();
    const list = new SuspectList(dir);
    for (const stream of ['a', 'b', 'a']) list.add(hung(stream, list.all.length));
    list.forget('a');
    list.forget('c');
    expect(list.all).toEqual([{ ...hung('b', 1), verdict: 'retry' }]);
    expect(new SuspectList(dir).all).toEqual(list.all);
  });

  it('begins anew where its file cannot be read', () => {
    const dir = temporaryDir();
    for (const text of ['', '[{"stream":', 'null', '{}']) {
      writeFileSync(join(dir, 'suspects.json'), text);
      const list = new SuspectList(dir);
      expect(list.all).toEqual([]);
      list.add(hung('a', 1));
      expect(new SuspectList(dir).all).toHaveLength(1);
    }
  });

  it('blames the windows that lanes were running when the process died, each once', () => {
    const dir = temporaryDir();
    const start = (lane: number, window: number): RunFile => {
      const file = new RunFile(runFilePath(dir, lane));
      file.runStarts('a', 'model@1.0.0', window, 0);
      return file;
    };
    start(0, 7).close();
    const idle = start(1, 8);
    idle.runEnds();
    idle.close();
    start(255, 9).close();
    blameRuns(dir, 'crashed');
    const suspects = [7, 9].map((window) => ({ ...hung('a', window), code: 'MODEL_CRASHED', verdict: 'retry' }));
    expect(new SuspectList(dir).all).toEqual(suspects);
    const before = readFileSync(join(dir, 'suspects.json'), 'utf8');
    blameRuns(dir, 'crashed');
    expect(readFileSync(join(dir, 'suspects.json'), 'utf8')).toBe(before);
  });

  it('blames a run that another thread saw hang, however the process ended', () => {
    const dir = temporaryDir();
    const path = runFilePath(dir, 2);
    const file = new RunFile(path);
    file.runStarts('a', 'model@1.0.0', 4, 1);
    file.close();
    blameRuns(dir, 'killed');
    expect(new SuspectList(dir).all).toEqual([]);
    writeHungRun(path, { stream: 'a', decoder: 'model@1.0.0', window: 4, step: 1 });
    blameRuns(dir, 'killed');
    const suspect = { stream: 'a', decoder: 'model@1.0.0', window: 4, step: 1, code: 'MODEL_HUNG', verdict: 'retry' };
    expect(new SuspectList(dir).all).toEqual([suspect]);
  });

  it('takes a run that a silent process was in for a hung one', () => {
    const dir = temporaryDir();
    const file = new RunFile(runFilePath(dir, 1));
    file.runStarts('a', 'model@1.0.0', 4, 0);
    file.close();
    blameRuns(dir, 'silent');
    expect(new SuspectList(dir).all).toEqual([{ ...hung('a', 4), code: 'MODEL_HUNG', verdict: 'retry' }]);
  });
});
