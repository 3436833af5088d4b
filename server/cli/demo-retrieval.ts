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

const BAR_WIDTH = 6;
const N_SHOWN = 3;
const NAME_WIDTH = 13;
const PLACE_WIDTH = 8;

/** Where the truth was in one answer. */
interface Step {
  /** From the beginning of the stimulus to the end of what was decoded, s. */
  readonly after: number;
  /** 0 for the first, −1 where it is not among those that are told. */
  readonly place: number;
}

/** What was heard or seen, which candidates are the likeliest, and how often they are right. */
export class RetrievalView implements DemoView {
  readonly #options: RetrievalOptions;
  readonly #screen: Screen;
  readonly #markers = new Map<string, RecordedMarker[]>();
  /** The answers to each stimulus, early ones first. */
  readonly #trials = new Map<number, Step[]>();
  #isHeaderShown = false;
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
    const onset = marker?.sample ?? end;
    const steps = this.#trials.get(window) ?? [];
    this.#trials.set(window, steps);
    steps[payload.step] = {
      after: (end - onset) / sfreq,
      place: candidates.best.findIndex((scored) => scored.label === truth),
    };
    const line: Line = [
      `${(onset / sfreq).toFixed(1).padStart(6)} s  `,
      styled('bold', clipped(marker?.value ?? truth)),
      ...Array.from(steps, (step: Step | undefined) => {
        const place = step === undefined ? '' : step.place < 0 ? '–' : `${step.place + 1}.`;
        return styled(step?.place === 0 ? 'good' : 'plain', place.padStart(PLACE_WIDTH));
      }),
      '   ',
      ...nearest(candidates.labels.length > 0 ? candidates.labels : candidates.best),
    ];
    if (!final) return this.#screen.draw(line);
    if (!this.#isHeaderShown) this.#screen.keep(this.#header(steps));
    this.#isHeaderShown = true;
    this.#screen.keep(line);
  }

  finish(): string[] {
    const { nCandidates, nPlaces, ideal } = this.#options;
    const trials = [...this.#trials.values()];
    const nSteps = Math.max(...trials.map((steps) => steps.length), 0);
    const among = (step: number, n: number): string =>
      percent(
        trials.filter((steps) => {
          const place = steps[step]?.place ?? -1;
          return place >= 0 && place < n;
        }).length / trials.length,
      );
    const rows = Array.from({ length: nSteps }, (_, step) => {
      const after = trials.flatMap((steps) => steps[step]?.after ?? []).at(0) ?? 0;
      const when = nSteps === 1 ? '' : `, ${after.toFixed(2)} s after onset`;
      return [`decoder${when}`, among(step, 1), among(step, nPlaces)];
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

  #header(steps: readonly Step[]): Line {
    const { verb } = this.#options;
    const times = Array.from(steps, (step: Step | undefined) =>
      steps.length === 1 ? 'place' : step === undefined ? '' : `${step.after.toFixed(2)} s`,
    );
    const columns = times.map((time) => time.padStart(PLACE_WIDTH)).join('');
    const what = steps.length === 1 ? 'likeliest' : 'likeliest (place of the truth by then)';
    return [styled('dim', `${' '.repeat(10)}${verb.padEnd(NAME_WIDTH)}${columns}   ${what}`)];
  }
}

/** The best with a bar, and those that follow. */
function nearest(best: readonly Scored[]): Span[] {
  return best.slice(0, N_SHOWN).flatMap(({ label, probability }, i) => {
    const full = Math.round(BAR_WIDTH * probability);
    const bar = i > 0 ? '' : `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} `;
    const name = `${i > 0 ? '   ' : ''}${clipped(label)}`;
    return [styled('plain', name), styled('dim', `${bar}${percent(probability).padStart(5)}`)];
  });
}

function clipped(text: string): string {
  return (text.length > NAME_WIDTH ? `${text.slice(0, NAME_WIDTH - 1)}…` : text).padEnd(NAME_WIDTH);
}
