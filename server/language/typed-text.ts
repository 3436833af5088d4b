/** The key that takes the last letter away, as a label. */
export const BACKSPACE = '\b';

/**
 * The text that keys leave: a backspace takes the letter before it away, and does nothing where there is none.
 *
 * Truth and decodes are kept twice: the keys as they were typed, and the text as it ended. What is committed are keys.
 * They never change, while the text they leave is shorter once a committed backspace follows, as it is on the screen of
 * the person who types.
 *
 * @param keys labels, each one letter or `BACKSPACE`
 */
export function textOfKeys(keys: Iterable<string>): string {
  const letters: string[] = [];
  for (const key of keys) {
    if (key === BACKSPACE) letters.pop();
    else letters.push(key);
  }
  return letters.join('');
}
