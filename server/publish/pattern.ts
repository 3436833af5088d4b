/**
 * Whether a text matches a pattern in which `*` stands for any run of characters, none included. An empty pattern
 * matches everything. Takes at most `pattern.length * text.length` steps: patterns come from strangers.
 */
export function matches(pattern: string, text: string): boolean {
  if (pattern === '' || pattern === '*') return true;
  let p = 0;
  let t = 0;
  // Where the last `*` was, and how far the text is that it stands for so far.
  let star = -1;
  let starred = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      starred = t;
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++starred;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** @param id name@version; a pattern without version matches every version */
export function matchesDecoder(pattern: string, id: string): boolean {
  const at = id.lastIndexOf('@');
  return matches(pattern, id) || (at >= 0 && matches(pattern, id.slice(0, at)));
}
