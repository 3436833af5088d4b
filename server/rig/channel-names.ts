/**
 * Makes names unique, since everything after the rig finds channels by name: those that share a name get "-0", "-1", ...
 * in their order, as MNE does it. A channel without a name is named by its number, from 1.
 * @param notes gets a line when that was needed
 */
export function uniqueChannelNames(given: readonly string[], notes: string[]): string[] {
  const names = given.map((name, i) => (name === '' ? `channel ${i + 1}` : name));
  const taken = new Set(names);
  const unique = [...names];
  for (const name of taken) {
    const sharing = names.flatMap((other, i) => (other === name ? [i] : []));
    if (sharing.length < 2) continue;
    let suffix = 0;
    for (const i of sharing) {
      while (unique.includes(`${name}-${suffix}`)) suffix += 1;
      unique[i] = `${name}-${suffix}`;
      suffix += 1;
    }
    notes.push(`${sharing.length} channels are named "${name}": they are told apart as "${name}-0", "${name}-1", ...`);
  }
  return unique;
}
