import { decodeLine, decodeText } from './decode-line.js';
import type { DemoView, Received } from './demo-play.js';
import { quantile, type Screen } from './demo-screen.js';
import { Scoreboard } from './scoreboard.js';

/** One line per decode, and how many were right. */
export class ClassesView implements DemoView {
  readonly #screen: Screen;
  readonly #sfreq: number;
  readonly #scoreboard = new Scoreboard();
  readonly #ages: number[] = [];

  /** @param sfreq  of the stream, Hz */
  constructor(sfreq: number, screen: Screen) {
    this.#sfreq = sfreq;
    this.#screen = screen;
  }

  opened(): void {
    // Whatever answers is shown.
  }

  played(): void {
    // Nothing is shown before it is decoded.
  }

  decode({ stream, decoder, sequence, payload, timing }: Received): void {
    const line = decodeLine(stream, decoder, sequence, payload, timing ?? null);
    this.#scoreboard.add(line);
    if (timing !== undefined && line.error === null) this.#ages.push(timing.ageNewest * 1e3);
    this.#screen.keep([decodeText(line, this.#sfreq)]);
  }

  finish(): string[] {
    const [median, p95] = [0.5, 0.95].map((share) => `${quantile(this.#ages, share).toFixed(1)} ms`);
    return [
      ...this.#scoreboard.lines(),
      ...(this.#ages.length === 0
        ? []
        : [`age of the newest sample when a decode was published: median ${median}, p95 ${p95}`]),
    ];
  }
}
