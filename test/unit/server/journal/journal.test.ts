import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseJournalDir, defaultMaxBytes, placeOf } from '../../../../server/journal/journal-dir.js';
import {
  JournalCorruptError,
  JournalFullError,
  JournalLockedError,
} from '../../../../server/journal/journal-errors.js';
import { Journal, type JournalOptions } from '../../../../server/journal/journal.js';
import type { StreamMeta, StreamStore } from '../../../../server/journal/stream-store.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

function meta(id: string, created = 1): StreamMeta {
  return { id, info: {}, resumeToken: `token-${id}`, decoders: ['d@1'], pacing: 'LIVE', created };
}

function open(directory: string, options: Partial<JournalOptions> = {}): Journal {
  const journal = Journal.open({ directory, maxBytes: 1e7, ...options });
  onTestFinished(() => journal.close());
  return journal;
}

const nothing = new Uint8Array(0);

describe('Journal', () => {
  it('finds its streams, identity and positions again', () => {
    const directory = join(temporaryDir(), 'journal');
    const journal = open(directory);
    expect(journal.firstPosition).toBe(1);
    const b = journal.createStream(meta('b', 5));
    const a = journal.createStream(meta('a', 7));
    b.samples.append(2, new Uint8Array(10));
    a.decodes.append(1, 0, 0, 0, nothing, nothing);
    b.decodes.append(2, 0, 0, 0, nothing, nothing);
    const used = journal.budget.usedBytes;
    const { identity } = journal;
    journal.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);

    const again = open(directory);
    expect(again.identity).toBe(identity);
    expect([...again.streams.keys()]).toEqual(['b', 'a']);
    expect(again.firstPosition).toBe(3);
    expect(again.budget.usedBytes).toBe(used);
    expect(again.found).toBe('free');
    expect(statSync(directory).mode & 0o077).toBe(0);
  });

  it('makes room for samples where decodes have taken it, from the largest log first, down to a quarter', () => {
    const maxBytes = 400_000;
    const journal = open(temporaryDir(), { maxBytes, keptBytes: 20_000, decodeSegmentBytes: 4_000 });
    const [much, little, live] = ['a', 'b', 'c'].map((id) => journal.createStream(meta(id)));
    let position = 0;
    const fill = (store: StreamStore, n: number): void => {
      for (let i = 0; i < n; i++) store.decodes.append(++position, 0, i, 0, new Uint8Array(900), nothing);
    };
    fill(little!, 60);
    fill(much!, 290);
    expect(journal.budget.freeForSamplesBytes).toBeLessThan(60_000);
    const before = little!.decodes.bytes;
    for (let i = 0; i < 150; i++) live!.samples.append(2, new Uint8Array(1_000));
    expect(little!.decodes.bytes).toBe(before);
    expect(much!.decodes.droppedThrough(0)).toBeGreaterThan(60);
    const kept = (): number => much!.decodes.bytes + little!.decodes.bytes;
    expect(() => {
      for (;;) live!.samples.append(2, new Uint8Array(1_000));
    }).toThrow(JournalFullError);
    expect(kept()).toBeLessThanOrEqual(maxBytes / 4);
    expect(kept()).toBeGreaterThan(maxBytes / 4 - 10_000);
    expect(journal.budget.freeForSamplesBytes).toBeLessThan(1_100);
    const reader = much!.decodes.reader(0);
    expect(reader.peek()?.position).toBe(much!.decodes.droppedThrough(0) + 1);
    reader.close();
  });

  it('does not use the positions of a removed stream again', () => {
    const directory = temporaryDir();
    const journal = open(directory);
    journal.createStream(meta('a')).decodes.append(40, 0, 0, 0, nothing, nothing);
    journal.removeStream('a');
    journal.removeStream('never-there');
    expect(journal.firstPosition).toBe(41);
    expect(journal.removed.map((stream) => stream.lastPosition)).toEqual([40]);
    expect(journal.removedThrough).toBe(0);
    expect(journal.budget.usedBytes).toBe(0);
    journal.close();
    const again = open(directory);
    expect(again.firstPosition).toBe(41);
    expect(again.removed).toEqual([{ id: 'a', name: '', subject: '', decoders: ['d@1'], lastPosition: 40 }]);
    expect(again.streams.size).toBe(0);
  });

  it('refuses a directory that a live process has, and takes over from a dead one', async () => {
    const directory = temporaryDir();
    const holder = open(directory);
    expect(() => Journal.open({ directory })).toThrow(JournalLockedError);
    const lock = JSON.parse(readFileSync(join(directory, 'lock'), 'utf8')) as Record<string, unknown>;
    holder.close();

    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    const write = (changes: object): void =>
      writeFileSync(join(directory, 'lock'), JSON.stringify({ ...lock, pid: child.pid, started: '', ...changes }));
    write({});
    expect(() => Journal.open({ directory })).toThrow(`in use by process ${child.pid}`);
    // The same number, but a process that began at another time.
    write({ started: '1' });
    expect(open(directory).found).toBe('left-by-process');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('takes over the lock of a killed server and of another boot, cut short or not', () => {
    const directory = temporaryDir();
    const first = open(directory);
    const lock = readFileSync(join(directory, 'lock'), 'utf8');
    first.createStream(meta('a')).decodes.append(10, 0, 0, 0, nothing, nothing);
    first.close();
    writeFileSync(join(directory, 'lock'), JSON.stringify({ ...JSON.parse(lock), pid: 2 ** 22 + 1 }));
    const second = open(directory);
    expect([second.found, second.firstPosition]).toEqual(['left-by-process', 11]);
    second.close();
    // With the machine went what was not on disk: positions that may have been given are not given again.
    writeFileSync(join(directory, 'lock'), JSON.stringify({ ...JSON.parse(lock), boot: 'another' }));
    const third = open(directory);
    expect(third.found).toBe('left-by-machine');
    expect(third.firstPosition).toBe(11 + 2 ** 32);
    third.close();
    writeFileSync(join(directory, 'lock'), lock.slice(0, 5));
    open(directory);
  });

  it('opens the other streams when one is damaged, and that one too when told to set damage aside', () => {
    const directory = temporaryDir();
    const journal = open(directory);
    for (const id of ['bad', 'good']) {
      const { samples } = journal.createStream(meta(id));
      for (let i = 0; i < 3; i++) samples.append(2, new Uint8Array(50).fill(i));
    }
    journal.close();
    const path = join(directory, 'streams', 'bad', 'samples', `${'0'.repeat(20)}.log`);
    const bytes = readFileSync(path);
    bytes[70]! ^= 1;
    writeFileSync(path, bytes);
    const second = open(directory);
    expect([...second.streams.keys()]).toEqual(['good']);
    expect(second.broken.map(({ id }) => id)).toEqual(['bad']);
    expect(second.broken[0]!.error).toBeInstanceOf(JournalCorruptError);
    expect(second.broken[0]!.error.message).toContain(path);
    second.close();
    const third = open(directory, { corruption: 'set-aside' });
    expect(third.broken).toEqual([]);
    expect(third.streams.get('bad')!.samples.end).toBe(66);
    expect(third.streams.get('bad')!.aside).toHaveLength(1);
  });

  it('clears away what a killed server left half made or half removed', () => {
    const directory = temporaryDir();
    open(directory).close();
    mkdirSync(join(directory, 'streams', 'half-made'));
    mkdirSync(join(directory, 'streams', '.removed-x', 'samples'), { recursive: true });
    mkdirSync(join(directory, 'streams', '.somebody-elses'));
    const journal = open(directory);
    expect(journal.streams.size).toBe(0);
    expect(existsSync(join(directory, 'streams', 'half-made'))).toBe(false);
    expect(existsSync(join(directory, 'streams', '.removed-x'))).toBe(false);
    expect(existsSync(join(directory, 'streams', '.somebody-elses'))).toBe(true);
    expect(() => journal.createStream(meta('../up'))).toThrow(RangeError);
  });

  it('is one budget for all streams, with room left for decodes', () => {
    const journal = open(temporaryDir(), { maxBytes: 10_000, keptBytes: 2000 });
    const a = journal.createStream(meta('a'));
    const b = journal.createStream(meta('b'));
    a.samples.append(2, new Uint8Array(7000));
    expect(() => b.samples.append(2, new Uint8Array(1000))).toThrow(JournalFullError);
    b.decodes.append(1, 0, 0, 0, new Uint8Array(1500), nothing);
    expect(() => b.decodes.append(2, 0, 1, 0, new Uint8Array(1500), nothing)).toThrow(JournalFullError);
    journal.removeStream('a');
    b.samples.append(2, new Uint8Array(1000));
    b.decodes.append(2, 0, 1, 0, new Uint8Array(1500), nothing);
  });

  it('gets a new identity when its name was lost, so that old cursors mean nothing', () => {
    const directory = temporaryDir();
    const journal = open(directory);
    journal.close();
    writeFileSync(join(directory, 'journal.json'), '');
    const second = open(directory);
    expect(second.identity).not.toBe(journal.identity);
    second.close();
    expect(open(directory).identity).toBe(second.identity);
  });
});

describe('chooseJournalDir', () => {
  it('takes what is configured, made or not', () => {
    const root = temporaryDir();
    const chosen = chooseJournalDir(join(root, 'not', 'made'));
    expect(chosen).toMatchObject({ directory: join(root, 'not', 'made'), reason: 'as configured' });
    expect(chosen.freeBytes).toBeGreaterThan(0);
    expect(existsSync(join(root, 'not'))).toBe(false);
  });

  it('takes the state directory where there is no tmpfs with room, and says why', () => {
    const stateHome = temporaryDir();
    const absent = chooseJournalDir(undefined, { sharedMemory: join(stateHome, 'absent'), stateHome });
    expect(absent.directory).toBe(join(stateHome, 'cortexwire'));
    expect(absent.reason).toContain('ENOENT');
    const proc = chooseJournalDir(undefined, { sharedMemory: '/proc', stateHome });
    expect(proc.directory).toBe(join(stateHome, 'cortexwire'));
  });

  it('takes a folder of this user in shared memory that has room', () => {
    const place = existsSync('/dev/shm') ? placeOf('/dev/shm') : undefined;
    const chosen = chooseJournalDir(undefined, { stateHome: temporaryDir() });
    const fits = place?.where === 'tmpfs' && place.freeBytes >= 2 ** 30;
    expect(chosen.where).toBe(fits ? 'tmpfs' : placeOf(chosen.directory).where);
    expect(chosen.directory.startsWith('/dev/shm')).toBe(fits);
  });

  it('limits a journal to half of what is free', () => {
    expect(defaultMaxBytes('tmpfs', 2 ** 31)).toBe(2 ** 30);
    expect(defaultMaxBytes('tmpfs', 2 ** 40)).toBe(2 ** 32);
    expect(defaultMaxBytes('disk', 2 ** 40)).toBe(2 ** 36);
  });
});
