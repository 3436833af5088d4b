import type { TimeProbe, TimeProbeAnswer } from '../../protocol/frame.js';
import { monotonicSeconds } from '../observe/monotonic-clock.js';
import {
  addProbe,
  CLOCK_SYNC_DEFAULTS,
  estimateClock,
  startClockSync,
  type ClockEstimate,
} from '../stream/clock-sync.js';

/** Answered probes whose arrival the rig has not told yet. */
const MAX_UNTOLD = 16;

/** A rig's clock against the server's, learnt from the time probes on its socket. */
export class RigClock {
  estimate: ClockEstimate;
  readonly #state = startClockSync();
  readonly #untold = new Map<number, { readonly rigSent: number; readonly received: number; readonly sent: number }>();

  constructor() {
    this.estimate = estimateClock(CLOCK_SYNC_DEFAULTS, this.#state);
  }

  /** The rig has come back on another socket: what was under way on the old one means nothing. */
  forgetUntold(): void {
    this.#untold.clear();
  }

  /**
   * Answers a probe, and learns from the one before.
   * @param received server clock, s
   * @returns the answer to send, and by how much the rig's clock has stepped, s; 0 when it has not
   */
  answer(probe: TimeProbe, received: number): { answer: TimeProbeAnswer; step: number } {
    let step = 0;
    const told = this.#untold.get(probe.answeredId);
    if (told !== undefined) {
      this.#untold.delete(probe.answeredId);
      const { rigSent, received: arrived, sent } = told;
      step = addProbe(CLOCK_SYNC_DEFAULTS, this.#state, rigSent, arrived, sent, probe.answeredAt);
      this.estimate = estimateClock(CLOCK_SYNC_DEFAULTS, this.#state);
    }
    const sent = monotonicSeconds();
    if (this.#untold.size >= MAX_UNTOLD) this.#untold.clear();
    this.#untold.set(probe.id, { rigSent: probe.sent, received, sent });
    const { offset, drift, reference, uncertainty } = this.estimate;
    return { answer: { id: probe.id, received, sent, offset, drift, reference, uncertainty }, step };
  }
}
