/** What a figure has to keep to. */
export interface Bound {
  /** Which figure this is, where a claim has several. */
  readonly what?: string;
  readonly op: '<=' | '>=' | '==';
  readonly value: number;
  readonly unit: string;
}

export interface Measured {
  readonly figure: number;
  /** What a reader wants to see beside the figure, on one line or a few. */
  readonly detail?: string;
  /** Kept in the JSON file. */
  readonly data?: unknown;
}

/** What a measurement may ask of the run that it is part of. */
export interface ClaimContext {
  /** Folder of the real recordings. @throws {CouldNotMeasure} when there is none */
  readonly recordings: () => string;
  /** A new empty folder, removed when the claim is done. */
  readonly scratch: () => Promise<string>;
  /** Says how far it is; shown at once. */
  readonly progress: (text: string) => void;
}

/**
 * One thing that the README says, with the measurement that shows it. Each file in this folder exports one as `claim`.
 */
export interface Claim {
  /** As on the command line; the file's name too. */
  readonly name: string;
  /** What is claimed, as one sentence. */
  readonly sentence: string;
  /** One per figure, in the order that `measure` gives them. */
  readonly bounds: readonly Bound[];
  /** `long`: more than a minute; `peer`: needs another program. Both are run only by name or with `--all`. */
  readonly tags: readonly ('long' | 'peer')[];
  /** @throws {CouldNotMeasure} when something that it needs is not there */
  readonly measure: (context: ClaimContext) => Promise<readonly Measured[]>;
}

/** The measurement could not be made, which says nothing about the claim. */
export class CouldNotMeasure extends Error {
  override readonly name = 'CouldNotMeasure';
}

export function holds(bound: Bound, figure: number): boolean {
  if (!Number.isFinite(figure)) return false;
  switch (bound.op) {
    case '<=':
      return figure <= bound.value;
    case '>=':
      return figure >= bound.value;
    case '==':
      return figure === bound.value;
  }
}
