/** How resources are called: `clients_https`, `clients_pcoip` begin with `clients` and join words with `_`. */
export interface Naming {
  readonly prefix: readonly string[];
  readonly joint: '_' | '-';
}

export function namingOf(names: readonly string[]): Naming {
  const joint =
    names.some((name) => name.includes('-')) && !names.some((name) => name.includes('_')) ? '-' : '_';
  const [first = [], ...others] = names.map((name) => name.split(/[_-]/));
  const prefix: string[] = [];
  if (others.length > 0) {
    // The whole of a name is nobody's prefix.
    for (const [index, word] of first.slice(0, -1).entries()) {
      if (!others.every((other) => other[index] === word && other.length > index + 1)) break;
      prefix.push(word);
    }
  }
  return { prefix, joint };
}

/** A name that nobody has yet, which is taken from then on. `spare` tells it from others that are called alike. */
export function freeName(
  words: readonly string[],
  spare: string,
  { prefix, joint }: Naming,
  taken: Set<string>,
): string {
  const own = words.filter((word, index) => prefix[index] !== word);
  const base = [...prefix, ...own].join(joint);
  const isFree = (name: string): boolean => !taken.has(name);
  const candidates = [base, ...(words.includes(spare) ? [] : [`${base}${joint}${spare}`])];
  let name = candidates.find(isFree);
  for (let number = 2; name === undefined; number++) name = [`${base}${joint}${number}`].find(isFree);
  taken.add(name);
  return name;
}
