import type { Scored } from '../../protocol/frame.js';
import type { RecordedMarker, Recording } from '../rig/recorded.js';
import type { DemoView, Received } from './demo-play.js';
import { percent, styled, table, type Line, type Screen, type Span } from './demo-screen.js';

/** A figure of the best possible decoder: how often the truth is among its first so many. */
export interface IdealRetrieval {
  readonly first?: number | undefined;
  readonly among?: number | undefined;
}

export interface RetrievalOptions {
  readonly recording: Recording;
  /** What was heard or seen, for a person: `heard`, `saw`. */
  readonly verb: string;
  /** Candidates of the bank. */
  readonly nCandidates: number;
  /** Besides the first place, how many places count. */
  readonly nPlaces: number;
  readonly ideal: IdealRetrieval | undefined;
}

const BAR_WIDTH = 8;
const N_SHOWN = 3;
const NAME_WIDTH = 12;

/** The answers to one stimulus: where the truth was in the early ones and in the last. */
interface Trial {
  /** s after the stimulus began, and the place of the truth: 0 for the first, −1 where it is not told. */
  readonly steps: { after: number; place: number }[];
}

/** What was heard or seen, which candidates are the likeliest, and how often they are right. */
export class RetrievalView implements DemoView {
  readonly #options: RetrievalOptions;
  readonly #screen: Screen;
  readonly #markers = new Map<string, RecordedMarker[]>();
  readonly #trials = new Map<number, Trial>();
  #nTold = 0;
  #nFailed = 0;

  constructor(options: RetrievalOptions, screen: Screen) {
    this.#options = options;
    this.#screen = screen;
    for (const marker of options.recording.markers) {
      for (const text of new Set([marker.description, marker.value])) {
        this.#markers.set(text, [...(this.#markers.get(text) ?? []), marker]);
      }
    }
  }

  opened(): void {
    // Whatever answers is shown.
  }

  played(): void {
    // Nothing is shown before it is decoded.
  }

  decode({ payload }: Received): void {
    const { candidates, failure, truth, window, final, end } = payload;
    if (failure !== undefined) this.#nFailed += failure.count;
    if (candidates === undefined) return;
    const { sfreq } = this.#options.recording.info;
    const marker = this.#markers.get(truth)?.findLast(({ sample }) => sample < end);
    const trial = this.#trials.get(window) ?? { steps: [] };
    this.#trials.set(window, trial);
    const place = candidates.best.findIndex((scored) => scored.label === truth);
    trial.steps.push({ after: (end - (marker?.sample ?? end)) / sfreq, place });
    this.#nTold = Math.max(this.#nTold, candidates.best.length);
    const line: Line = [
      `${((marker?.sample ?? end) / sfreq).toFixed(1).padStart(7)} s  ${this.#options.verb} `,
      styled('bold', clipped(marker?.value ?? truth)),
      ...trial.steps.flatMap((step, i): Span[] => [
        styled('dim', trial.steps.length === 1 && final ? '' : `${i === 0 ? '' : ' ·'} ${step.after.toFixed(2)} s`),
        styled(step.place === 0 ? 'good' : 'plain', ` ${this.#ordinal(step.place).padStart(5)}`),
      ]),
      '   ',
      ...this.#bars(candidates.labels.length > 0 ? candidates.labels : candidates.best),
    ];
    if (final) this.#screen.keep(line);
    else this.#screen.draw(line);
  }

  finish(): string[] {
    const { nCandidates, nPlaces, ideal } = this.#options;
    const trials = [...this.#trials.values()].filter(({ steps }) => steps.length > 0);
    const nSteps = Math.max(...trials.map(({ steps }) => steps.length), 0);
    const among = (step: number, n: number): string =>
      percent(
        trials.filter(({ steps }) => {
          const place = steps[step]?.place ?? -1;
          return place >= 0 && place < n;
        }).length / trials.length,
      );
    const rows = Array.from({ length: nSteps }, (_, step) => {
      const after = trials[0]?.steps[step]?.after ?? 0;
      return [
        nSteps === 1 ? 'decoder' : `decoder, ${after.toFixed(2)} s after onset`,
        among(step, 1),
        among(step, nPlaces),
      ];
    });
    const best = ideal === undefined ? [] : [['ideal observer', percent(ideal.first), percent(ideal.among)]];
    return [
      `${trials.length} trials, ${nCandidates.toLocaleString('en')} candidates`,
      ...table([
        ['', 'first', `among ${nPlaces}`],
        ...rows,
        ...best,
        ['chance', percent(1 / nCandidates), percent(nPlaces / nCandidates)],
      ]),
      ...(this.#nFailed === 0 ? [] : [`${this.#nFailed} windows answered with an error`]),
    ];
  }

  #ordinal(place: number): string {
    if (place < 0) return `>${this.#nTold}.`;
    return `${place + 1}.`;
  }

  #bars(best: readonly Scored[]): Span[] {
    return best
      .slice(0, N_SHOWN)
      .flatMap(({ label, probability }) => [
        styled('plain', `${clipped(label)} `),
        styled('dim', `${'█'.repeat(Math.round(BAR_WIDTH * probability)).padEnd(BAR_WIDTH, '░')} `),
        styled('plain', `${percent(probability).padStart(5)}  `),
      ]);
  }
}

function clipped(text: string): string {
  return (text.length > NAME_WIDTH ? `${text.slice(0, NAME_WIDTH - 1)}…` : text).padEnd(NAME_WIDTH);
}
