import type { CharactersSettings } from './manifest.js';

/** What a key types that takes the character before it away. */
export const BACKSPACE = 'backspace';

const BY_NAME: Readonly<Record<string, string>> = { space: ' ', [BACKSPACE]: BACKSPACE };

/**
 * What a label of a text decoder types.
 *
 * @returns a character, `backspace`, or empty text for a label that types nothing; undefined where nobody says what
 */
export function typedBy(settings: Pick<CharactersSettings, 'blank' | 'types'>, label: string): string | undefined {
  const { blank, types } = settings;
  if (label === blank) return '';
  if (types !== undefined && Object.hasOwn(types, label)) return types[label];
  if (isCharacter(label)) return label;
  return Object.hasOwn(BY_NAME, label) ? BY_NAME[label] : undefined;
}

/** One code point, written as one UTF-16 unit or two. */
export function isCharacter(text: string): boolean {
  return [...text].length === 1;
}
