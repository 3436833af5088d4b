/** One place where what is there is not what is expected, in words for the person who has to mend it. */
export interface Difference {
  /** Where: `signal.channels.names[2]`, a file's name, or empty for the whole. */
  path: string;
  expected: string;
  found: string;
}

/** Takes a difference at the field of these keys; `found` is a value, or in words a `Found`. */
export type Report = (keys: PropertyKey[], expected: string, found: unknown) => void;

/** What was found, in words instead of as a value. */
export class Found {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** @returns one line, `path: expected this, found that` */
export function formatDifference(difference: Difference): string {
  const { path, expected, found } = difference;
  return `${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`;
}

/** @returns `a.b[2]["13 Hz"]` */
export function formatPath(keys: readonly PropertyKey[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(String(key))) path += path === '' ? String(key) : `.${String(key)}`;
    else path += `[${JSON.stringify(String(key))}]`;
  }
  return path;
}

const SHOWN_CHARACTERS = 80;

/** A value as JSON, cut short; `nothing` where there is none. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`;
}

const LISTED_NAMES = 12;

/** `A, B, C`, and how many more when there are many. */
export function formatNames(names: readonly string[], limit = LISTED_NAMES): string {
  if (names.length <= limit) return names.join(', ');
  return `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`;
}
