import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResendLog } from '../../../protocol/client/resend-log.js';

const everything = Number.POSITIVE_INFINITY;

function frames(...ends: number[]): ResendLog {
  const log = new ResendLog();
  for (const end of ends) log.push(`frame ${end}`, end);
  return log;
}

function sendAll(log: ResendLog, credit = everything): string[] {
  const sent = [];
  for (let entry = log.next(credit); entry !== undefined; entry = log.next(credit)) {
    sent.push(`${String(entry.bytes)}${entry.again ? ' again' : ''}`);
  }
  return sent;
}

describe('ResendLog', () => {
  it('gives entries in order, up to the credit, and all that is kept once more after a rewind', () => {
    const log = frames(2, 4);
    log.push('marker');
    log.push('frame 6', 6);
    expect(sendAll(log, 5)).toEqual(['frame 2', 'frame 4', 'marker']);
    expect(log.drained).toBe(false);
    log.acknowledge(2);
    log.rewind();
    expect(sendAll(log, 6)).toEqual(['frame 4 again', 'marker again', 'frame 6']);
    expect(log.drained).toBe(true);
  });

  it('takes no credit for samples that were left out before a frame', () => {
    const log = frames(2, 4);
    log.push('frame 1000', 1000, 998);
    log.push('frame 1002', 1002);
    expect(sendAll(log, 5)).toEqual(['frame 2', 'frame 4']);
    expect(sendAll(log, 6)).toEqual(['frame 1000']);
    expect(sendAll(log, 1002)).toEqual(['frame 1002']);
  });

  it('lets a marker go with the first acknowledged frame behind it, not before', () => {
    const log = frames(2);
    log.push('marker');
    sendAll(log);
    log.acknowledge(2);
    expect(log.heldBytes).toBe('marker'.length);
    log.push('frame 3', 3);
    sendAll(log);
    log.acknowledge(3);
    expect(log).toMatchObject({ heldBytes: 0, length: 0 });
  });

  it('does not send again what was acknowledged after a rewind', () => {
    const log = frames(2, 4, 6);
    sendAll(log);
    log.rewind();
    log.acknowledge(4);
    expect(sendAll(log)).toEqual(['frame 6 again']);
  });

  it('keeps what never went out, whatever is acknowledged', () => {
    const log = frames(2, 4);
    log.next(everything);
    log.acknowledge(100);
    expect(sendAll(log)).toEqual(['frame 4']);
  });

  it('keeps what a frame reaching past the acknowledged sample holds', () => {
    const log = frames(2, 4);
    sendAll(log);
    log.acknowledge(3);
    log.rewind();
    expect(sendAll(log)).toEqual(['frame 4 again']);
  });

  it('holds as little after any number of frames as after the first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 49 }), (burst, behind) => {
        const log = new ResendLog();
        for (let end = 1; end <= 5000; end++) {
          log.push('x', end);
          if (end % burst !== 0) continue;
          expect(sendAll(log)).toEqual(Array<string>(burst).fill('x'));
          log.acknowledge(end - behind);
          expect(log.length).toBe(Math.min(behind, end));
          expect(log.heldBytes).toBe(log.length);
        }
      }),
      { numRuns: 20 },
    );
  });
});
