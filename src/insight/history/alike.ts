/** How many edits (a character put, taken or changed, two neighbours swapped) lead from one text to another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (last[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}

const MOST = 5;

/** Names that look like the one that was asked for, the likest first: few edits away, or one within the other. */
export function alike(asked: string, names: Iterable<string>): string[] {
  const wanted = asked.toLowerCase().slice(0, 200);
  const near = Math.max(2, Math.floor(wanted.length / 4));
  return [...names]
    .map((name) => ({ name, edits: distance(wanted, name), within: name.includes(wanted) || wanted.includes(name) }))
    .filter(({ edits, within }) => edits <= near || within)
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name);
}
