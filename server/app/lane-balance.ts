import type { StreamInfo } from '../../protocol/frame.js';
import type { LaneHost } from './lane-host.js';
import type { LiveStream, StreamIdentity } from './live-stream.js';
import type { LoadedModels } from './loaded-models.js';
import { expectedShare, laneFor, nextMove } from './placement.js';

/** A stream that was moved stays where it is for so long, s. */
const STAY_SECONDS = 5;
/** Moves at one look: each holds its stream up for some milliseconds. */
const MOST_MOVES = 4;

interface Watched {
  lane: LaneHost;
  /** Of the lane for this stream, when it was looked at last, s. */
  busy: number;
  share: number;
  readonly isShort: boolean;
  movedAt: number;
}

/** Gives streams their lanes and moves them when the load has shifted. */
export class LaneBalance {
  readonly #lanes: readonly LaneHost[];
  readonly #loaded: LoadedModels;
  readonly #watched = new Map<LiveStream, Watched>();
  readonly #socketsBusy: () => number;
  #lookedAt = -Infinity;
  /** What the sockets' thread does beside decoding: a share of its time. */
  #sockets = 0;

  /** @param socketsBusy  share of its time that the sockets' thread has worked since the last call, decoding included */
  constructor(loaded: LoadedModels, socketsBusy: () => number) {
    this.#lanes = loaded.lanes;
    this.#loaded = loaded;
    this.#socketsBusy = socketsBusy;
  }

  /** The lane that a stream is to begin on, and what it is expected to take there. */
  place(identity: StreamIdentity): { lane: LaneHost; expected: number; isShort: boolean } {
    const isShort =
      identity.live && this.#lanes.some((lane) => lane.thread === 'main' && lane.hasModels(identity.decoders));
    const expected = this.#expected(identity.info, identity.decoders);
    const { host } = laneFor(this.#loads(), { share: expected, isShort });
    return { lane: host, expected, isShort };
  }

  add(stream: LiveStream, { expected, isShort }: { expected: number; isShort: boolean }): void {
    const { lane } = stream;
    this.#watched.set(stream, {
      lane,
      busy: lane.status.busySeconds(stream.ref),
      share: expected,
      isShort,
      movedAt: -Infinity,
    });
  }

  remove(stream: LiveStream): void {
    this.#watched.delete(stream);
  }

  /** Looks at what every stream took since the last time, and moves some. @param now server clock, s */
  look(now: number): void {
    const seconds = now - this.#lookedAt;
    const isFirst = this.#lookedAt === -Infinity;
    this.#lookedAt = now;
    for (const [stream, watched] of this.#watched) {
      const busy = stream.lane.status.busySeconds(stream.ref);
      if (stream.laneEnded) watched.share = 0;
      else if (watched.lane === stream.lane && !isFirst) watched.share = (busy - watched.busy) / seconds;
      watched.lane = stream.lane;
      watched.busy = busy;
    }
    const decoding = this.#lanes.reduce((sum, lane) => sum + (lane.thread === 'main' ? this.#shareOf(lane) : 0), 0);
    this.#sockets = Math.max(0, this.#socketsBusy() - decoding);
    for (let n = 0; n < MOST_MOVES; n++) {
      const lanes = this.#loads();
      const streams = [...this.#watched].flatMap(([stream, watched]) => {
        const lane = lanes.find(({ host }) => host === watched.lane);
        if (lane === undefined) return [];
        return [
          {
            stream,
            watched,
            lane,
            share: watched.share,
            isShort: watched.isShort,
            canMove: stream.canMove && now - watched.movedAt > STAY_SECONDS,
          },
        ];
      });
      const move = nextMove(lanes, streams);
      if (move === undefined) return;
      const { stream, watched } = move.stream;
      stream.moveTo(move.to.host);
      watched.lane = move.to.host;
      watched.movedAt = now;
    }
  }

  #loads(): { host: LaneHost; thread: 'own' | 'main'; share: number; nStreams: number }[] {
    return this.#lanes.map((host) => ({
      host,
      thread: host.thread,
      nStreams: this.#streamsOf(host).length,
      share: this.#shareOf(host) + (host.thread === 'main' ? this.#sockets : 0),
    }));
  }

  #shareOf(lane: LaneHost): number {
    return this.#streamsOf(lane).reduce((sum, { share }) => sum + share, 0);
  }

  #streamsOf(lane: LaneHost): Watched[] {
    return [...this.#watched.values()].filter((watched) => watched.lane === lane);
  }

  #expected({ sfreq, channels }: StreamInfo, decoders: readonly string[]): number {
    const known = decoders.flatMap((id) => {
      const manifest = this.#loaded.models.get(id)?.manifest;
      return manifest === undefined ? [] : [{ manifest, runMs: this.#loaded.runMs.get(id) ?? 0 }];
    });
    return expectedShare({ sfreq, nChannels: channels.length }, known);
  }
}
