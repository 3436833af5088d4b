/**
 * Puts the frames of one stream in order: every sample comes out once, at its absolute index, or is told as a gap.
 *
 * A frame that starts ahead of the next expected sample is held, up to `holdSamples` of signal, for what is missing
 * to arrive late; then the hole becomes a gap. What lies before the next expected sample is a duplicate and left out.
 * The limit counts samples, not time, so the answer depends only on what arrived and in which order.
 */

export interface FrameOrderSettings {
  /** nChannels × bytes of one value. */
  readonly bytesPerSample: number;
  readonly sfreq: number;
  /** How far ahead of a hole samples may be held, in samples; 0 declares every hole a gap at once. */
  readonly holdSamples: number;
}

export interface HeldFrame {
  readonly first: number;
  readonly nSamples: number;
  readonly deviceTime: number;
  readonly data: Uint8Array;
}

export interface FrameOrderState {
  /** Index of the next sample to come out. */
  next: number;
  /** Frames ahead of a hole, sorted, not overlapping each other. */
  held: HeldFrame[];
  /** A frame that is taken in, but the sink refused some of what it set free: when it comes again, only that is left. */
  refused: { readonly first: number; readonly end: number } | undefined;
}

/** `samples` and `gap` may refuse by throwing, before they took anything; the same frame, given again, goes on there. */
export interface FrameSink {
  /** `data` is only valid during the call. */
  samples(first: number, nSamples: number, deviceTime: number, data: Uint8Array): void;
  gap(start: number, end: number): void;
  duplicate(start: number, end: number): void;
}

export function startFrameOrder(next: number): FrameOrderState {
  return { next, held: [], refused: undefined };
}

/** Takes one frame; calls `sink` for everything that is now in order. `data` is copied when it must be held. */
export function orderFrame(
  settings: FrameOrderSettings,
  state: FrameOrderState,
  first: number,
  nSamples: number,
  deviceTime: number,
  data: Uint8Array,
  sink: FrameSink,
): void {
  if (nSamples === 0) return;
  const end = first + nSamples;
  // Unless what was held has been given up since.
  const isTaken = state.held.length > 0 && state.refused?.first === first && state.refused.end === end;
  if (!isTaken) take(settings, state, first, end, deviceTime, data, sink);
  state.refused = undefined;
  try {
    release(settings, state, sink, false);
  } catch (error) {
    state.refused = { first, end };
    throw error;
  }
}

/** Lets out what of a frame is in order, keeps what is ahead, tells the rest; does nothing when the sink refuses. */
function take(
  settings: FrameOrderSettings,
  state: FrameOrderState,
  first: number,
  end: number,
  deviceTime: number,
  data: Uint8Array,
  sink: FrameSink,
): void {
  const { next } = state;
  if (end > next) {
    const from = Math.max(first, next);
    const until = from === next ? Math.min(end, state.held[0]?.first ?? end) : from;
    if (until > from) deliver(settings, state, first, until, from, deviceTime, data, sink);
    if (end > until) hold(settings, state, first, end, until, deviceTime, data, sink);
  }
  if (first < next) sink.duplicate(first, Math.min(end, next));
}

/** The stream ends or its rig gave up on what is missing: holes become gaps, held frames come out. */
export function flushFrameOrder(settings: FrameOrderSettings, state: FrameOrderState, sink: FrameSink): void {
  release(settings, state, sink, true);
}

function deliver(
  settings: FrameOrderSettings,
  state: FrameOrderState,
  first: number,
  end: number,
  from: number,
  deviceTime: number,
  data: Uint8Array,
  sink: FrameSink,
): void {
  const size = settings.bytesPerSample;
  const part =
    from === first && (end - first) * size === data.length
      ? data
      : data.subarray((from - first) * size, (end - first) * size);
  // The sink first: when it cannot take them, they are still to come.
  sink.samples(from, end - from, deviceTime + (from - first) / settings.sfreq, part);
  state.next = end;
}

function hold(
  settings: FrameOrderSettings,
  state: FrameOrderState,
  first: number,
  end: number,
  from: number,
  deviceTime: number,
  data: Uint8Array,
  sink: FrameSink,
): void {
  let at = from;
  const size = settings.bytesPerSample;
  const added: HeldFrame[] = [];
  const keep = (until: number): void => {
    if (until <= at) return;
    added.push({
      first: at,
      nSamples: until - at,
      deviceTime: deviceTime + (at - first) / settings.sfreq,
      // Not `slice`, which gives no copy of a Buffer.
      data: new Uint8Array(data.subarray((at - first) * size, (until - first) * size)),
    });
  };
  for (const other of state.held) {
    const otherEnd = other.first + other.nSamples;
    if (otherEnd <= at) continue;
    if (other.first >= end) break;
    keep(other.first);
    sink.duplicate(Math.max(at, other.first), Math.min(end, otherEnd));
    at = otherEnd;
  }
  keep(end);
  if (added.length > 0) state.held = [...state.held, ...added].sort((a, b) => a.first - b.first);
}

function release(settings: FrameOrderSettings, state: FrameOrderState, sink: FrameSink, all: boolean): void {
  for (;;) {
    const frame = state.held[0];
    if (frame === undefined) return;
    if (frame.first > state.next) {
      const last = state.held[state.held.length - 1]!;
      if (!all && last.first + last.nSamples - state.next <= settings.holdSamples) return;
      sink.gap(state.next, frame.first);
      state.next = frame.first;
    }
    deliver(
      settings,
      state,
      frame.first,
      frame.first + frame.nSamples,
      frame.first,
      frame.deviceTime,
      frame.data,
      sink,
    );
    state.held.shift();
  }
}
