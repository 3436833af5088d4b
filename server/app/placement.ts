import type { Manifest } from '../../models/manifest.js';

/**
 * On which lane a stream decodes. A share is of one core: seconds of work a second.
 *
 * The lane on the sockets' own thread spares each decode the waking of two threads, and whatever else that thread does
 * waits for it meanwhile: so it takes what is short, as long as there is little of it.
 */

/** The most that the sockets' thread has to do, sockets and all; above, streams leave it. */
const INLINE_MOST = 0.55;
/** Up to here streams come to it. */
const INLINE_ROOM = 0.4;
/** What few streams gain there in the median, many lose in the tail: they wait for each other, and for the sockets. */
const INLINE_STREAMS = 4;
/** The most of one stream. */
const INLINE_STREAM = 0.08;
/** Streams go from one thread to another when the busier has this much more, and is as busy as this. */
const UNEVEN = 0.2;
const BUSY = 0.5;

/** A lane, as far as placing goes. */
export interface LaneLoad {
  readonly thread: 'own' | 'main';
  /** Of all its streams, and of all else that its thread does. */
  readonly share: number;
  readonly nStreams: number;
}

/** A stream, as far as placing goes. */
export interface StreamLoad<Lane extends LaneLoad> {
  readonly lane: Lane;
  readonly share: number;
  /** Its models and its pace allow the sockets' thread. */
  readonly isShort: boolean;
  /** It is up to date and was not moved a moment ago. */
  readonly canMove: boolean;
}

/** Markers come about as often as people type. */
const EPOCHS_PER_SECOND = 6;
/** Roughly what a value costs on its way into the ring, and in each step before, s. */
const VALUE_SECONDS = 2e-8;
const STEP_SECONDS = 2e-8;

/** What a stream will take, before it was ever measured: a guess within a factor of two or three. */
export function expectedShare(
  stream: { readonly sfreq: number; readonly nChannels: number },
  decoders: readonly { readonly manifest: Manifest; readonly runMs: number }[],
): number {
  let share = 0;
  for (const { manifest, runMs } of decoders) {
    const { when, signal, preprocess } = manifest;
    const nWindows = when.kind === 'sliding' ? signal.sfreq / when.stride : EPOCHS_PER_SECOND;
    share += (nWindows * runMs) / 1e3;
    share += stream.sfreq * stream.nChannels * (VALUE_SECONDS + preprocess.length * STEP_SECONDS);
  }
  return share;
}

/** The lane for a stream that comes. @param lanes at least one with a thread of its own */
export function laneFor<Lane extends LaneLoad>(
  lanes: readonly Lane[],
  stream: { readonly share: number; readonly isShort: boolean },
): Lane {
  const inline = lanes.find(({ thread }) => thread === 'main');
  if (inline !== undefined && fitsInline(inline, stream)) return inline;
  return leastBusy(lanes);
}

/** One stream that is better off elsewhere; undefined when all is well. */
export function nextMove<Lane extends LaneLoad, Stream extends StreamLoad<Lane>>(
  lanes: readonly Lane[],
  streams: readonly Stream[],
): { stream: Stream; to: Lane } | undefined {
  const movable = streams.filter(({ canMove }) => canMove);
  const inline = lanes.find(({ thread }) => thread === 'main');
  if (inline !== undefined && inline.share > INLINE_MOST) {
    const stream = largest(movable.filter(({ lane }) => lane === inline));
    if (stream !== undefined) return { stream, to: leastBusy(lanes) };
  }
  const threads = lanes.filter(({ thread }) => thread === 'own');
  const to = leastBusy(lanes);
  const from = threads.reduce((busiest, lane) => (lane.share > busiest.share ? lane : busiest), to);
  const difference = from.share - to.share;
  if (from.share > BUSY && difference > UNEVEN) {
    // A stream that takes more than half of the difference makes the other lane the busier one, but less so.
    const stream = largest(movable.filter(({ lane, share }) => lane === from && share < 0.8 * difference));
    if (stream !== undefined) return { stream, to };
  }
  if (inline === undefined) return undefined;
  const stream = largest(movable.filter((one) => one.lane !== inline && fitsInline(inline, one)));
  return stream === undefined ? undefined : { stream, to: inline };
}

function fitsInline(inline: LaneLoad, { share, isShort }: { share: number; isShort: boolean }): boolean {
  const hasRoom = inline.nStreams < INLINE_STREAMS && inline.share + share <= INLINE_ROOM;
  return isShort && share <= INLINE_STREAM && hasRoom;
}

function leastBusy<Lane extends LaneLoad>(lanes: readonly Lane[]): Lane {
  const threads = lanes.filter(({ thread }) => thread === 'own');
  const [first] = threads;
  if (first === undefined) throw new RangeError('there is no lane with a thread of its own');
  return threads.reduce((least, lane) => (lane.share < least.share ? lane : least), first);
}

function largest<Stream extends { readonly share: number }>(streams: readonly Stream[]): Stream | undefined {
  return streams.reduce<Stream | undefined>((most, one) => (one.share > (most?.share ?? -1) ? one : most), undefined);
}
