import { spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../server/journal/budget.js';
import {
  JournalCorruptError,
  JournalFullError,
  JournalTrimmedError,
} from '../../../../server/journal/journal-errors.js';
import { SegmentLog, type SegmentLogOptions } from '../../../../server/journal/segment-log.js';
import { segmentName } from '../../../../server/journal/segment.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';
import { transpile } from '../../../helpers/transpiled.js';

interface Entry {
  type: number;
  body: string;
  position: number;
}

function readAll(log: SegmentLog, from = log.begin): Entry[] {
  const reader = log.reader(from, 64);
  const entries: Entry[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    entries.push({
      type: record.type,
      body: Buffer.from(record.body).toString('hex'),
      position: record.position,
    });
  }
  reader.close();
  return entries;
}

function write(dir: string, bodies: readonly Uint8Array[], options: SegmentLogOptions = {}): Entry[] {
  const log = SegmentLog.open(dir, options);
  bodies.forEach((body, i) => log.append(i % 256, body.subarray(0, body.length >> 1), body.subarray(body.length >> 1)));
  const entries = readAll(log);
  log.close();
  return entries;
}

function copyLog(from: string, to: string): string {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
  return to;
}

function lastSegment(dir: string): string {
  return join(
    dir,
    readdirSync(dir)
      .filter((name) => name.endsWith('.log'))
      .sort()
      .at(-1)!,
  );
}

const bodies = fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 30 });

describe('SegmentLog', () => {
  it('reads back what was appended, in any segment size and after it was opened again', () => {
    const root = temporaryDir();
    let n = 0;
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 500 }), (parts, segmentBytes) => {
        const dir = join(root, String(n++));
        const written = write(dir, parts, { segmentBytes });
        expect(written.map((entry) => entry.body)).toEqual(parts.map((part) => Buffer.from(part).toString('hex')));
        expect(written.map((entry) => entry.type)).toEqual(parts.map((_, i) => i % 256));
        const log = SegmentLog.open(dir, { segmentBytes });
        expect(readAll(log)).toEqual(written);
        for (const entry of written) expect(readAll(log, entry.position)[0]).toEqual(entry);
        const position = log.append(7, Buffer.from('next'));
        expect(readAll(log, position)).toEqual([{ type: 7, body: Buffer.from('next').toString('hex'), position }]);
        log.close();
      }),
      { numRuns: 60 },
    );
  });

  it('recovers a prefix from every truncation of its newest segment', () => {
    const root = temporaryDir();
    const written = write(
      join(root, 'whole'),
      [3, 0, 17, 40, 5].map((n) => new Uint8Array(n).fill(n)),
    );
    const size = readFileSync(lastSegment(join(root, 'whole'))).length;
    for (let kept = 0; kept <= size; kept++) {
      const dir = copyLog(join(root, 'whole'), join(root, String(kept)));
      truncateSync(lastSegment(dir), kept);
      const log = SegmentLog.open(dir);
      const wholeRecords = written.filter((entry) => entry.position + 16 + entry.body.length / 2 <= kept);
      expect(readAll(log)).toEqual(wholeRecords);
      expect(readFileSync(lastSegment(dir)).length).toBe(log.end);
      expect(log.cutBytes).toBe(kept - log.end);
      log.append(1, new Uint8Array(4));
      expect(readAll(log).slice(0, -1)).toEqual(wholeRecords);
      log.close();
    }
  });

  it('recovers a prefix when the last record is cut, flipped or followed by rubbish', () => {
    const root = temporaryDir();
    let n = 0;
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 90 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(7),
        fc.uint8Array({ maxLength: 40 }),
        (parts, at, bit, rubbish) => {
          const dir = join(root, String(n++));
          const written = write(dir, parts, { segmentBytes: 200 });
          const path = lastSegment(dir);
          const bytes = readFileSync(path);
          const lastBytes = 16 + written.at(-1)!.body.length / 2;
          if (bytes.length > 0) {
            const offset = bytes.length - lastBytes + (at % lastBytes);
            bytes[offset] = bytes[offset]! ^ (1 << bit);
          }
          writeFileSync(path, bytes);
          appendFileSync(path, rubbish);
          const log = SegmentLog.open(dir, { segmentBytes: 200 });
          expect(readAll(log)).toEqual(written.slice(0, -1));
          log.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('refuses damage in the middle and names file and position, or sets it aside when told to', () => {
    const root = temporaryDir();
    let n = 0;
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 3, maxLength: 14 }),
        fc.nat(),
        fc.nat(7),
        fc.integer({ min: 100, max: 1000 }),
        (parts, at, bit, segmentBytes) => {
          const dir = join(root, String(n++));
          const written = write(dir, parts, { segmentBytes });
          const whole = new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))]));
          const lastBase = Number(lastSegment(dir).slice(-24, -4));
          const inLast = written.filter((entry) => entry.position >= lastBase);
          // Damage any record but the log's last one; where it lies in the newest segment, opening sees it.
          const hit = written[at % (written.length - 1)]!;
          const base = [...whole.keys()].map((name) => Number(name.slice(0, 20))).filter((b) => b <= hit.position);
          const path = join(dir, segmentName(Math.max(...base)));
          const bytes = readFileSync(path);
          const offset = hit.position - Math.max(...base) + (at % (16 + hit.body.length / 2));
          bytes[offset] = bytes[offset]! ^ (1 << bit);
          writeFileSync(path, bytes);

          const error = catchError(() => {
            const log = SegmentLog.open(dir, { segmentBytes });
            try {
              readAll(log);
            } finally {
              log.close();
            }
          });
          expect(error).toBeInstanceOf(JournalCorruptError);
          expect((error as JournalCorruptError).file).toBe(path);
          expect((error as JournalCorruptError).position).toBe(hit.position);
          expect(readFileSync(path)).toEqual(bytes);
          expect(inLast.length).toBeGreaterThan(0);

          const log = SegmentLog.open(dir, { segmentBytes, corruption: 'set-aside' });
          expect(readAll(log)).toEqual(written.filter((entry) => entry.position < hit.position));
          expect(log.end).toBe(hit.position);
          // Every byte is still somewhere.
          const bytesBefore = [...whole.values()].reduce((sum, file) => sum + file.length, 0);
          const asideBytes = log.aside.reduce((sum, file) => sum + readFileSync(file).length, 0);
          expect(log.bytes + asideBytes).toBe(bytesBefore);
          const position = log.append(9, Buffer.from('after'));
          log.close();
          const again = SegmentLog.open(dir, { segmentBytes });
          expect(readAll(again).at(-1)!.position).toBe(position);
          again.close();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses a log whose older segment was cut short or is missing', () => {
    const root = temporaryDir();
    write(
      join(root, 'a'),
      Array.from({ length: 9 }, () => new Uint8Array(40)),
      { segmentBytes: 100 },
    );
    const [first, second] = readdirSync(join(root, 'a')).sort();
    truncateSync(join(root, 'a', first!), 70);
    expect(() => SegmentLog.open(join(root, 'a'))).toThrow(`${first} is damaged at log position 70`);
    const log = SegmentLog.open(join(root, 'a'), { corruption: 'set-aside' });
    expect(log.end).toBe(56);
    expect(log.aside.some((file) => file.includes(second!))).toBe(true);
    log.close();
  });

  it('has every record that it acknowledged before it was killed', async () => {
    const root = temporaryDir();
    transpile(resolve(import.meta.dirname, '../../../../server/journal'), join(root, 'journal'));
    writeFileSync(
      join(root, 'journal', 'append-forever.js'),
      `import { writeSync } from 'node:fs';
       import { SegmentLog } from './segment-log.js';
       const log = SegmentLog.open(process.argv[2], { segmentBytes: 20000 });
       const body = Buffer.alloc(3000);
       for (let i = Number(process.argv[3]); ; i++) {
         body.writeDoubleLE(i, 0);
         log.append(i % 256, body.subarray(0, 8 + (i * 37) % 2900));
         writeSync(1, i + '\\n');
       }`,
    );
    const dir = join(root, 'log');
    let next = 0;
    for (let kill = 0; kill < 5; kill++) {
      const child = spawn(process.execPath, [join(root, 'journal', 'append-forever.js'), dir, String(next)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let told = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        told += text;
        if (told.length > 500 * (kill + 1)) child.kill('SIGKILL');
      });
      await once(child, 'close');
      expect(child.signalCode).toBe('SIGKILL');
      const acknowledged = Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
      expect(acknowledged).toBeGreaterThan(next);
      const log = SegmentLog.open(dir);
      const found = readAll(log).map((entry) => Buffer.from(entry.body, 'hex').readDoubleLE(0));
      log.close();
      expect(found).toEqual(Array.from({ length: found.length }, (_, i) => i));
      expect(found.length).toBeGreaterThan(acknowledged);
      next = found.length;
    }
  });

  it('stays whole when the file system refuses a part of a record, and goes on when there is room', async () => {
    const root = temporaryDir();
    transpile(resolve(import.meta.dirname, '../../../../server/journal'), join(root, 'journal'));
    // A file-size limit makes the kernel write the first part of a record and refuse the rest, as a full disk does.
    writeFileSync(
      join(root, 'journal', 'fill.js'),
      `import { statSync } from 'node:fs';
       import { SegmentLog } from './segment-log.js';
       import { JournalFullError } from './journal-errors.js';
       import { ByteBudget } from './budget.js';
       const budget = new ByteBudget(1e6);
       const log = SegmentLog.open(process.argv[2], { budget: budget.samples });
       let n = 0;
       try { for (;; n++) log.append(1, Buffer.alloc(3000, n)); }
       catch (error) { if (!(error instanceof JournalFullError)) throw error; }
       const file = process.argv[2] + '/' + '0'.repeat(20) + '.log';
       const size = statSync(file).size;
       log.append(2, Buffer.alloc(40));
       const reader = log.reader(0);
       let seen = 0;
       while (reader.next() !== undefined) seen++;
       console.log(JSON.stringify({ n, size, seen, end: log.end, used: budget.usedBytes }));`,
    );
    const script = `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`;
    const args = ['-c', script, process.execPath, join(root, 'journal', 'fill.js'), join(root, 'log')];
    const child = spawn('bash', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');
    expect(JSON.parse(output)).toEqual({ n: 5, size: 15_080, seen: 6, end: 15_136, used: 15_136 });
  });

  it('knows that the budget is full before it writes, and goes on after a trim', () => {
    const dir = temporaryDir();
    const budget = new ByteBudget(2000, 400);
    const log = SegmentLog.open(dir, { segmentBytes: 300, budget: budget.samples });
    const body = new Uint8Array(84);
    for (let i = 0; i < 16; i++) log.append(1, body);
    expect(budget.usedBytes).toBe(1600);
    expect(budget.freeForSamplesBytes).toBe(0);
    expect(() => log.append(1, body)).toThrow(JournalFullError);
    expect(() => log.append(1, new Uint8Array(0))).toThrow(JournalFullError);
    expect(log.end).toBe(1600);
    expect(budget.decodes.take(400)).toBe(true);
    expect(budget.decodes.take(1)).toBe(false);
    budget.decodes.give(400);
    expect(log.trim(650)).toBe(600);
    expect(budget.usedBytes).toBe(1000);
    expect(log.append(1, body)).toBe(1600);
    expect(log.bytes).toBe(1100);
    log.close();
  });

  it('trims whole segments before a position and never the one it appends to', () => {
    const root = temporaryDir();
    let n = 0;
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 400 }), fc.nat(3000), (parts, segmentBytes, before) => {
        const dir = join(root, String(n++));
        const written = write(dir, parts, { segmentBytes });
        const log = SegmentLog.open(dir, { segmentBytes });
        const { end } = log;
        const bytes = log.bytes;
        expect(log.trim(before)).toBe(bytes - log.bytes);
        expect(log.end).toBe(end);
        expect(readAll(log)).toEqual(written.filter((entry) => entry.position >= log.begin));
        expect(written.filter((entry) => entry.position >= before && entry.position < log.begin)).toEqual([]);
        log.close();
        const again = SegmentLog.open(dir, { segmentBytes });
        expect([again.begin, again.end]).toEqual([log.begin, end]);
        again.close();
      }),
      { numRuns: 60 },
    );
    expect(existsSync(root)).toBe(true);
  });

  it('is the same log, for readers and after a kill, whether or not it writes over files that it let go of', () => {
    const root = temporaryDir();
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ append: fc.uint8Array({ maxLength: 90 }) }) },
      { weight: 2, arbitrary: fc.record({ trim: fc.double({ min: 0, max: 1, noNaN: true }), keepFile: fc.boolean() }) },
      { weight: 1, arbitrary: fc.constantFrom('roll', 'shrink', 'open again') },
    );
    let n = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 300 }), (steps, segmentBytes) => {
        const dir = join(root, String(n++));
        const budget = new ByteBudget(1e9);
        const options = { segmentBytes, budget: budget.samples };
        let log = SegmentLog.open(dir, options);
        const written: Entry[] = [];
        for (const what of steps) {
          if (what === 'roll') log.roll();
          else if (what === 'shrink') log.shrink();
          else if (what === 'open again') {
            log.close();
            budget.give(budget.usedBytes);
            log = SegmentLog.open(dir, options);
            budget.add(log.fileBytes);
          } else if ('append' in what) {
            const position = log.append(7, what.append);
            written.push({ type: 7, body: Buffer.from(what.append).toString('hex'), position });
          } else log.trim(log.begin + what.trim * (log.end - log.begin), what.keepFile);

          const kept = written.filter(({ position }) => position >= log.begin);
          expect(readAll(log)).toEqual(kept);
          expect(budget.usedBytes).toBe(log.fileBytes);
          const onDisk = readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
          expect(log.fileBytes).toBe(onDisk);
          // What another process finds when this one is killed now: the same, and maybe what was let go of last.
          const found = SegmentLog.open(copyLog(dir, `${dir}-killed`), { segmentBytes });
          expect(readAll(found)).toEqual(written.filter(({ position }) => position >= found.begin));
          expect([found.begin <= log.begin, found.end]).toEqual([true, log.end]);
          found.close();
          rmSync(`${dir}-killed`, { recursive: true });
        }
        log.close();
      }),
      { numRuns: 60 },
    );
  });

  it('writes over the file of a segment that it let go of, unless somebody has it open', () => {
    const dir = temporaryDir();
    const log = SegmentLog.open(dir, { segmentBytes: 100 });
    const files = (): number[] => readdirSync(dir).map((name) => statSync(join(dir, name)).ino);
    for (let i = 0; i < 4; i++) log.append(1, new Uint8Array(100));
    const [first, second] = files();
    log.trim(116, true);
    log.append(1, new Uint8Array(100));
    expect(files()).toContain(first);
    const reader = log.reader(116);
    reader.next();
    log.trim(232, true);
    expect(files()).not.toContain(second);
    expect(() => reader.next()).not.toThrow();
    reader.close();
    log.close();
  });

  it('tells a reader that what it was to read is gone', () => {
    const log = SegmentLog.open(temporaryDir(), { segmentBytes: 100 });
    for (let i = 0; i < 10; i++) log.append(1, new Uint8Array(60));
    const reader = log.reader(0);
    reader.next();
    log.trim(log.end);
    expect(() => reader.next()).toThrow(JournalTrimmedError);
    expect(() => log.reader(log.end + 1)).toThrow(RangeError);
    log.close();
  });

  it('lets readers follow it across segments while it is appended to', () => {
    const root = temporaryDir();
    let n = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat(120)), { maxLength: 80 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 16, max: 300 }),
        (steps, segmentBytes, bufferBytes) => {
          const log = SegmentLog.open(join(root, String(n++)), { segmentBytes });
          const reader = log.reader(0, bufferBytes);
          const appended: string[] = [];
          const read: string[] = [];
          steps.forEach(([append, size], i) => {
            if (append) {
              const body = Buffer.alloc(size, i);
              log.append(3, body);
              appended.push(body.toString('hex'));
            } else {
              const record = reader.next();
              expect(record === undefined).toBe(read.length === appended.length);
              if (record !== undefined) read.push(Buffer.from(record.body).toString('hex'));
            }
          });
          for (let record = reader.next(); record !== undefined; record = reader.next()) {
            read.push(Buffer.from(record.body).toString('hex'));
          }
          expect(read).toEqual(appended);
          expect(reader.position).toBe(log.end);
          log.close();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not take a record image inside a body, or in another place, for a record', () => {
    const root = temporaryDir();
    write(join(root, 'a'), [new Uint8Array(20)]);
    const image = readFileSync(lastSegment(join(root, 'a')));
    const written = write(join(root, 'b'), [new Uint8Array(5), Buffer.concat([image, image, new Uint8Array(9)])]);
    const path = lastSegment(join(root, 'b'));
    truncateSync(path, readFileSync(path).length - 1);
    const log = SegmentLog.open(join(root, 'b'));
    expect(readAll(log)).toEqual(written.slice(0, 1));
    log.close();
  });

  it('refuses types and sizes that its records cannot hold', () => {
    const log = SegmentLog.open(temporaryDir());
    expect(() => log.append(256, new Uint8Array(1))).toThrow(RangeError);
    expect(() => log.append(1, { byteLength: 2 ** 26 + 1 } as Uint8Array)).toThrow(RangeError);
    expect(log.end).toBe(0);
    log.close();
    expect(() => log.append(1, new Uint8Array(1))).toThrow('closed');
  });
});

function catchError(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
