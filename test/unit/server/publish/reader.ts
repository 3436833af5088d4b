import { decodeToReader, From, Policy, type Subscribe, type ToReader } from '../../../../protocol/frame.js';
import type { Subprotocol } from '../../../../protocol/version.js';
import type { Scheduler } from '../../../../server/publish/hub.js';
import type { Wire } from '../../../../server/publish/outbox.js';
import type { PublishMetrics } from '../../../../server/publish/subscriber.js';

/** A wire whose other end takes frames when it is told to. */
export class FakeWire implements Wire {
  readonly #waiting: (Uint8Array | string)[] = [];
  #bufferedAmount = 0;
  maxBuffered = 0;
  closedWith: { code: number; reason: string } | undefined;

  get bufferedAmount(): number {
    return this.#bufferedAmount;
  }

  send(frame: Uint8Array | string): void {
    this.#waiting.push(frame);
    this.#bufferedAmount += frame.length;
    this.maxBuffered = Math.max(this.maxBuffered, this.#bufferedAmount);
  }

  close(code: number, reason: string): void {
    this.closedWith = { code, reason };
  }

  /** @returns up to `nFrames` messages, in order */
  take(nFrames: number, subprotocol: Subprotocol = 'cortexwire.v1.protobuf'): ToReader[] {
    return this.#waiting.splice(0, nFrames).map((frame) => {
      this.#bufferedAmount -= frame.length;
      return decodeToReader(frame, subprotocol);
    });
  }
}

/** Keeps what is to run later until a test lets it. */
export class FakeScheduler implements Scheduler {
  #tasks: (() => void)[] = [];

  after(_delayMs: number, run: () => void): void {
    this.#tasks.push(run);
  }

  get isIdle(): boolean {
    return this.#tasks.length === 0;
  }

  /** Runs what waits now, not what that brings. */
  run(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  }
}

export class FakeMetrics implements PublishMetrics {
  nDecodes = 0;
  nFrames = 0;
  nBytes = 0;
  nTooSlow = 0;
  readonly dropCounts = { latest: 0, notice: 0 };

  decodePublished(): void {
    this.nDecodes++;
  }

  frameSent(bytes: number): void {
    this.nFrames++;
    this.nBytes += bytes;
  }

  dropped(reason: 'latest' | 'notice', count: number): void {
    this.dropCounts[reason] += count;
  }

  closedTooSlow(): void {
    this.nTooSlow++;
  }
}

export function request(changes: Partial<Subscribe> = {}): Subscribe {
  return {
    stream: '',
    subject: '',
    decoder: '',
    kind: '',
    from: From.NOW,
    cursor: '',
    policy: Policy.LOSSLESS,
    client: 'test',
    ...changes,
  };
}
