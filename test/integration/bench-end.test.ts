import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../server/config/package-root.js';
import { bedOfEachTest } from '../helpers/test-bed.js';

const BENCH = join(packageRoot(), 'dist/bench');
/** A variable that every process inherits from the program that a test starts, whoever started it. */
const MARK = 'CORTEXWIRE_BENCH_END_TEST';
const PATIENCE = { timeout: 15_000, interval: 20 };

const bed = bedOfEachTest();
const marks: string[] = [];

interface Running {
  readonly pid: number;
  readonly words: readonly string[];
}

/** Processes that have not ended, in order of their ids. */
function marked(mark: string): Running[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // Of one that has ended and that nobody has waited for yet, both are empty.
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(`${MARK}=${mark}`)) return [];
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return [{ pid: Number(name), words }];
    } catch {
      return [];
    }
  });
}

function start(words: readonly string[]): { child: ChildProcess; mark: string; folder: string } {
  const mark = randomUUID();
  marks.push(mark);
  const folder = bed.dir();
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, [MARK]: mark, TMPDIR: folder },
  });
  return { child, mark, folder };
}

afterEach(() => {
  for (const mark of marks.splice(0)) for (const { pid } of marked(mark)) process.kill(pid, 'SIGKILL');
});

/** A program's text as a file. */
function written(text: string): string {
  const file = join(bed.dir(), 'program.mjs');
  writeFileSync(file, text);
  return file;
}

/** Others may have theirs: libraries write into the folder for temporary files, too. */
function ourFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('cortexwire-'));
}

function journalsOf(processes: readonly Running[]): string[] {
  return processes.flatMap(({ words }) => words.filter((_, i) => words[i - 1] === '--journal'));
}

/** One of each kind: a server with its supervisor and spare, a load in the middle of a run, and a peer that never listens. */
function program(models: string, python: string): string {
  const from = (file: string): string => JSON.stringify(join(BENCH, file));
  return `
    import { endTogether } from ${from('harness/children.js')};
    import { startBenchServer } from ${from('harness/bench-server.js')};
    import { megChannels, startLoad } from ${from('harness/load-generator.js')};
    import { PythonPeer } from ${from('peers/python-peer.js')};
    endTogether();
    const { server } = await startBenchServer([${JSON.stringify(models)}]);
    const load = await startLoad({
      url: server.url, peer: 'server', channels: megChannels(3), sfreq: 1000, chunk: 10, decoders: [],
    });
    load.ask({ nRigs: 1, nChunks: 1e6, name: 'endless' }).catch(() => undefined);
    await PythonPeer.start('any.py', [], ${JSON.stringify(python)});
    while ((await server.childPids()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    console.log('started');
  `;
}

/** It throws in the middle of a measurement, and knows nothing of signals. */
function breaking(models: string): string {
  return `
    import { startBenchServer } from ${JSON.stringify(join(BENCH, 'harness/bench-server.js'))};
    await startBenchServer([${JSON.stringify(models)}]);
    console.log('started');
    setTimeout(() => { throw new Error('as it should'); }, 500);
  `;
}

describe('a measurement that is ended', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('leaves nothing behind after %s', async (signal) => {
    const python = join(bed.dir(), 'python');
    writeFileSync(python, `#!/bin/sh\necho '{"ready": true}'\nexec sleep 1000\n`, { mode: 0o755 });
    const models = await bed.models('identity-8');
    const { child, mark, folder } = start([written(program(models, python))]);
    await once(child.stdout!, 'data');
    const before = marked(mark);
    const [journal] = journalsOf(before);
    // Program, keeper, supervisor, server, spare, load, peer.
    expect(before).toHaveLength(7);
    expect(journal).toBeDefined();

    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    await vi.waitFor(() => expect(marked(mark)).toEqual([]), PATIENCE);
    expect(existsSync(journal!)).toBe(false);
    expect(ourFiles(folder)).toEqual([]);
  });

  it('leaves nothing behind after it broke off', async () => {
    const { child, mark } = start([written(breaking(await bed.models('identity-8')))]);
    await once(child.stdout!, 'data');
    expect(marked(mark).length).toBeGreaterThan(2);

    expect(await once(child, 'exit')).toEqual([1, null]);
    await vi.waitFor(() => expect(marked(mark)).toEqual([]), PATIENCE);
  });
});

describe('a claim that is ended', () => {
  it('leaves nothing behind, though it never looks at the signal', async () => {
    const { child, mark, folder } = start([join(BENCH, 'claims.js'), 'slow-model-isolation']);
    const isLoad = ({ words }: Running): boolean => words.some((word) => word.endsWith('load-process.js'));
    await vi.waitFor(() => expect(marked(mark).filter(isLoad)).toHaveLength(2), PATIENCE);
    const journals = journalsOf(marked(mark));

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
    await vi.waitFor(() => expect(marked(mark)).toEqual([]), PATIENCE);
    expect(journals.filter((path) => existsSync(path))).toEqual([]);
    expect(ourFiles(folder)).toEqual([]);
  });
});
