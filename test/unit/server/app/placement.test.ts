import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneFor, nextMove } from '../../../../server/app/placement.js';

interface Lane {
  readonly name: string;
  readonly thread: 'own' | 'main';
  readonly share: number;
  readonly nStreams: number;
}

interface Stream {
  readonly name: string;
  readonly lane: Lane;
  readonly share: number;
  readonly isShort: boolean;
  readonly canMove: boolean;
}

const lane = (name: string, thread: 'own' | 'main', share = 0, nStreams = 1): Lane => ({
  name,
  thread,
  share,
  nStreams,
});
const stream = (name: string, on: Lane, share: number, change: Partial<Stream> = {}): Stream => ({
  name,
  lane: on,
  share,
  isShort: true,
  canMove: true,
  ...change,
});

describe('laneFor', () => {
  const lanes = [lane('a', 'own', 0.4), lane('b', 'own', 0.1), lane('sockets', 'main', 0.05)];

  it("puts what is short and little on the sockets' thread", () => {
    expect(laneFor(lanes, { share: 0.03, isShort: true }).name).toBe('sockets');
  });

  it('puts what is long, or much, or would be too much together, on the thread that has least to do', () => {
    expect(laneFor(lanes, { share: 0.03, isShort: false }).name).toBe('b');
    expect(laneFor(lanes, { share: 0.09, isShort: true }).name).toBe('b');
    expect(laneFor([lanes[0]!, lanes[1]!, lane('sockets', 'main', 0.38)], { share: 0.03, isShort: true }).name).toBe(
      'b',
    );
  });
});

describe('nextMove', () => {
  it("brings few streams to the sockets' thread, however little they are", () => {
    const [own, some, many] = [
      lane('a', 'own', 0.4, 9),
      lane('sockets', 'main', 0.1, 3),
      lane('sockets', 'main', 0.1, 4),
    ];
    const small = stream('small', own, 0.01);
    expect(nextMove([own, some], [small])?.to).toBe(some);
    expect(nextMove([own, many], [small])).toBeUndefined();
  });

  it("takes the largest stream away from a sockets' thread that decodes too much", () => {
    const [own, main] = [lane('a', 'own', 0.2), lane('sockets', 'main', 0.6)];
    const streams = [
      stream('small', main, 0.1),
      stream('large', main, 0.2),
      stream('fixed', main, 0.3, { canMove: false }),
    ];
    const move = nextMove([own, main], streams);
    expect([move?.stream.name, move?.to.name]).toEqual(['large', 'a']);
  });

  it('takes from the busiest thread to the one that has least to do, where that evens them out', () => {
    const [busy, calm] = [lane('a', 'own', 0.9), lane('b', 'own', 0.2)];
    const streams = [stream('whole', busy, 0.7), stream('part', busy, 0.2)].map((one) => ({ ...one, isShort: false }));
    const move = nextMove([busy, calm], streams);
    expect([move?.stream.name, move?.to.name]).toEqual(['part', 'b']);
  });

  it('lets streams be where threads are calm or alike', () => {
    const [a, b] = [lane('a', 'own', 0.45), lane('b', 'own', 0.1)];
    expect(nextMove([a, b], [stream('one', a, 0.3, { isShort: false })])).toBeUndefined();
    const [c, d] = [lane('a', 'own', 0.8), lane('b', 'own', 0.7)];
    expect(nextMove([c, d], [stream('one', c, 0.3, { isShort: false })])).toBeUndefined();
  });

  it('never goes on for ever: each move leaves the lanes more even, or a stream where it belongs', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ on: fc.nat(2), share: fc.double({ min: 0, max: 0.6, noNaN: true }), isShort: fc.boolean() }),
          {
            maxLength: 12,
          },
        ),
        (drawn) => {
          const names = ['a', 'b', 'sockets'];
          const places = drawn.map(({ on, isShort }) => (on === 2 && !isShort ? 0 : on));
          for (let n = 0; n <= 4 * drawn.length; n++) {
            const lanes = names.map((name, i) =>
              lane(
                name,
                name === 'sockets' ? 'main' : 'own',
                drawn.reduce((sum, { share }, s) => (places[s] === i ? sum + share : sum), 0),
                places.filter((place) => place === i).length,
              ),
            );
            const streams = drawn.map(({ share, isShort }, s) =>
              stream(String(s), lanes[places[s]!]!, share, { isShort }),
            );
            const move = nextMove(lanes, streams);
            if (move === undefined) return;
            const s = Number(move.stream.name);
            expect(move.to).not.toBe(lanes[places[s]!]);
            if (move.to.thread === 'main') expect(move.stream.isShort).toBe(true);
            places[s] = lanes.indexOf(move.to);
          }
          expect.unreachable('still moving');
        },
      ),
    );
  });
});
