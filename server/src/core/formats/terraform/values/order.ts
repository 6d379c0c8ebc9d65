/** Compares by code point, as Terraform sorts, and not by UTF-16 unit, as JavaScript does. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left === right) continue;
    // A surrogate stands for a code point above all others.
    const [leftAstral, rightAstral] = [isSurrogate(left), isSurrogate(right)];
    return leftAstral === rightAstral ? left - right : leftAstral ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** The same entries in the order in which Terraform iterates. */
export function sortEntries<T>(entries: Iterable<readonly [string, T]>): Map<string, T> {
  const list = [...entries];
  for (let at = 1; at < list.length; at++) {
    const [before, after] = [list[at - 1], list[at]];
    if (before !== undefined && after !== undefined && compareText(before[0], after[0]) > 0) {
      return new Map(list.sort(([a], [b]) => compareText(a, b)));
    }
  }
  return new Map(list);
}
