import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../server/journal/budget.js';
import { readCheckpointFile, writeCheckpointFile } from '../../../../server/journal/checkpoint-file.js';
import { StreamStore, type StreamMeta, type StreamStoreOptions } from '../../../../server/journal/stream-store.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

const meta: StreamMeta = {
  id: 's1',
  info: { name: 'rig', sfreq: 250, channels: [{ name: 'Oz', kind: 'EEG' }] },
  resumeToken: 'secret',
  decoders: ['identity@1'],
  pacing: 'LIVE',
  created: 1.5,
};

function checkpoint(store: StreamStore, position: number, content: string, makeRoom = false): void {
  writeCheckpointFile(store.temporaryCheckpointPath, Buffer.from(content));
  store.publishCheckpoint(store.temporaryCheckpointPath, position, makeRoom);
}

function newestContent(store: StreamStore): string | undefined {
  const found = store.latestCheckpoint();
  return found === undefined ? undefined : Buffer.from(found.bytes).toString();
}

describe('checkpoint file', () => {
  it('is read back whole, and not at all when any byte is missing or changed', () => {
    const path = join(temporaryDir(), 'a.checkpoint');
    expect(readCheckpointFile(path)).toBeUndefined();
    const bytes = writeCheckpointFile(path, Buffer.from('state'));
    const file = readFileSync(path);
    expect(file.length).toBe(bytes);
    expect(Buffer.from(readCheckpointFile(path)!).toString()).toBe('state');
    for (let kept = 0; kept < file.length; kept++) {
      writeFileSync(path, file.subarray(0, kept));
      expect(readCheckpointFile(path)).toBeUndefined();
    }
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const flipped = Buffer.from(file);
      flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7));
      writeFileSync(path, flipped);
      expect(readCheckpointFile(path)).toBeUndefined();
    }
    writeCheckpointFile(path, new Uint8Array(0));
    expect(readCheckpointFile(path)).toHaveLength(0);
    writeCheckpointFile(path, Buffer.from('in '), new Uint8Array(0), Buffer.from('parts'));
    expect(Buffer.from(readCheckpointFile(path)!).toString()).toBe('in parts');
  });
});

describe('StreamStore', () => {
  it('keeps meta, samples, decodes and checkpoint over a restart', () => {
    const dir = join(temporaryDir(), 's1');
    const store = StreamStore.create(dir, meta);
    store.samples.append(2, Buffer.from('samples'));
    store.decodes.append(1, 0, 0, 0, Buffer.from('payload'), Buffer.from('timing'));
    const position = store.samples.end;
    store.samples.append(2, Buffer.from('more'));
    checkpoint(store, position, 'state');
    store.updateMeta({ ended: 9, clientProgram: 'rig 1.0' });
    store.close();
    const again = StreamStore.open(dir);
    expect(again.meta).toEqual({ ...meta, ended: 9, clientProgram: 'rig 1.0' });
    expect(again.samples.end).toBe(store.samples.end);
    expect(again.decodes.nextSequence(0)).toBe(1);
    expect(again.latestCheckpoint()?.position).toBe(position);
    expect(newestContent(again)).toBe('state');
    expect(again.bytes).toBe(store.bytes);
    again.close();
  });

  it('keeps two checkpoints and the samples behind the older one', () => {
    const budget = new ByteBudget(1e6);
    const options: StreamStoreOptions = { samplesBudget: budget.samples, decodesBudget: budget.decodes };
    const store = StreamStore.create(join(temporaryDir(), 's1'), meta, options);
    const positions: number[] = [];
    for (let i = 0; i < 6; i++) {
      store.samples.append(2, new Uint8Array(70_000));
      positions.push(store.samples.end);
      checkpoint(store, store.samples.end, `state ${i}`);
      expect(newestContent(store)).toBe(`state ${i}`);
      expect(store.samples.begin).toBe(i === 0 ? 0 : positions[i - 1]);
      expect(budget.usedBytes).toBe(store.bytes);
    }
    expect(readdirSync(join(store.dir, 'checkpoints'))).toHaveLength(2);
    store.remove();
    expect(budget.usedBytes).toBe(0);
    expect(existsSync(store.dir)).toBe(false);
  });

  it('keeps the newest checkpoint alone when room is needed, and of the samples before it the last segment', () => {
    const store = StreamStore.create(join(temporaryDir(), 's1'), meta);
    const samples = (): number => store.samples.append(2, Buffer.alloc(1 << 17));
    for (const content of ['first', 'second', 'third']) {
      samples();
      checkpoint(store, store.samples.end, content);
    }
    expect(store.samples.bytes).toBeGreaterThan(1 << 17);
    const last = samples();
    checkpoint(store, store.samples.end, 'fourth', true);
    expect(store.samples.begin).toBe(last);
    expect(newestContent(store)).toBe('fourth');
    store.close();
  });

  it('holds no room for samples once these are dropped, though a file was kept for the next segment', () => {
    const budget = new ByteBudget(1e6);
    const store = StreamStore.create(join(temporaryDir(), 's1'), meta, {
      samplesBudget: budget.samples,
      decodesBudget: budget.decodes,
    });
    store.samples.append(2, new Uint8Array(100_000));
    checkpoint(store, store.samples.end, 'one');
    store.samples.append(2, new Uint8Array(100));
    checkpoint(store, store.samples.end, 'two');
    expect(store.samples.fileBytes).toBeGreaterThan(100_000);
    store.dropSamples();
    expect(store.samples.fileBytes).toBe(0);
    expect(budget.usedBytes).toBe(0);
    const files = readdirSync(join(store.dir, 'samples')).map((name) => readFileSync(join(store.dir, 'samples', name)));
    expect(files.map(({ length }) => length)).toEqual([0]);
    store.close();
  });

  it('falls back to the older checkpoint when the newer one is torn, and to none when both are', () => {
    const dir = join(temporaryDir(), 's1');
    const store = StreamStore.create(dir, meta);
    store.samples.append(2, new Uint8Array(100));
    checkpoint(store, 0, 'older');
    checkpoint(store, store.samples.end, 'newer');
    truncateSync(store.checkpointPath(store.samples.end), 10);
    expect(newestContent(store)).toBe('older');
    truncateSync(store.checkpointPath(0), 10);
    expect(store.latestCheckpoint()).toBeUndefined();
    store.close();
  });

  it('never uses a checkpoint of samples that are not there', () => {
    const dir = join(temporaryDir(), 's1');
    const store = StreamStore.create(dir, meta);
    store.samples.append(2, new Uint8Array(100));
    checkpoint(store, 0, 'begin');
    store.samples.append(2, new Uint8Array(100));
    checkpoint(store, store.samples.end, 'lost');
    expect(() => checkpoint(store, store.samples.end + 1, 'ahead')).toThrow(RangeError);
    store.close();
    truncateSync(join(dir, 'samples', `${'0'.repeat(20)}.log`), 130);
    const again = StreamStore.open(dir);
    expect(newestContent(again)).toBe('begin');
    // The position is reached again, by other samples.
    again.samples.append(2, new Uint8Array(100));
    expect(newestContent(again)).toBe('begin');
    again.close();
  });

  it('leaves nothing behind when it cannot be made', () => {
    const dir = join(temporaryDir(), 's1');
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    expect(() => StreamStore.create(dir, { ...meta, info: circular as StreamMeta['info'] })).toThrow(TypeError);
    expect(existsSync(dir)).toBe(false);
  });

  it('keeps every sample when it records', () => {
    const store = StreamStore.create(join(temporaryDir(), 's1'), meta, { record: true, sampleSegmentBytes: 1000 });
    for (let i = 0; i < 20; i++) {
      store.samples.append(2, new Uint8Array(500));
      checkpoint(store, store.samples.end, 'state');
    }
    expect(store.samples.begin).toBe(0);
    store.close();
  });
});
