/**
 * A set of names whose addresses nobody knows: `sg:…`, `prefix-list:…`, a domain. Finite (these names) or
 * cofinite (every name but these), so that differences stay within the form. Names are sorted and unique.
 */
export interface SymbolSet {
  readonly allBut: boolean;
  readonly names: readonly string[];
}

export const NO_SYMBOLS: SymbolSet = { allBut: false, names: [] };
export const ALL_SYMBOLS: SymbolSet = { allBut: true, names: [] };

export function symbols(names: Iterable<string>): SymbolSet {
  const sorted = [...new Set(names)].sort();
  return sorted.length === 0 ? NO_SYMBOLS : { allBut: false, names: sorted };
}

export function complement(set: SymbolSet): SymbolSet {
  if (set.names.length === 0) return set.allBut ? NO_SYMBOLS : ALL_SYMBOLS;
  return { allBut: !set.allBut, names: set.names };
}

export function intersect(a: SymbolSet, b: SymbolSet): SymbolSet {
  if (a === b || isEmpty(a) || isAll(b)) return a;
  if (isEmpty(b) || isAll(a)) return b;
  if (a.allBut && b.allBut) return complement(symbols([...a.names, ...b.names]));
  const [finite, other] = a.allBut ? [b, a] : [a, b];
  return symbols(finite.names.filter((name) => contains(other, name)));
}

export function union(a: SymbolSet, b: SymbolSet): SymbolSet {
  if (a === b || isEmpty(b) || isAll(a)) return a;
  if (isEmpty(a) || isAll(b)) return b;
  return complement(intersect(complement(a), complement(b)));
}

export function subtract(a: SymbolSet, b: SymbolSet): SymbolSet {
  return isEmpty(b) ? a : intersect(a, complement(b));
}

/** The union of many sets at the cost of one sort. */
export function unionAll(sets: readonly SymbolSet[]): SymbolSet {
  const filled = sets.filter((set) => !isEmpty(set));
  const [first, second] = filled;
  if (first === undefined) return NO_SYMBOLS;
  if (second === undefined) return first;
  const finite = symbols(filled.flatMap((set) => (set.allBut ? [] : set.names)));
  return filled.filter((set) => set.allBut).reduce(union, finite);
}

export function isEmpty(set: SymbolSet): boolean {
  return !set.allBut && set.names.length === 0;
}

export function isAll(set: SymbolSet): boolean {
  return set.allBut && set.names.length === 0;
}

export function equals(a: SymbolSet, b: SymbolSet): boolean {
  return (
    a === b ||
    (a.allBut === b.allBut &&
      a.names.length === b.names.length &&
      a.names.every((name, index) => name === b.names[index]))
  );
}

export function isSubset(a: SymbolSet, b: SymbolSet): boolean {
  if (!a.allBut) return a.names.every((name) => contains(b, name));
  // What is missing from the bigger set must be missing from the smaller one.
  return b.allBut && b.names.every((name) => a.names.includes(name));
}

export function overlaps(a: SymbolSet, b: SymbolSet): boolean {
  if (!a.allBut) return a.names.some((name) => contains(b, name));
  return b.allBut || b.names.some((name) => contains(a, name));
}

function contains(set: SymbolSet, name: string): boolean {
  return set.names.includes(name) !== set.allBut;
}
