import type { RootUnit } from './read-root';

/** What several roots that call the same modules say. */
export function together(roots: readonly RootUnit[]): RootUnit & { readonly parts?: readonly RootUnit[] } {
  const [only, ...others] = roots;
  if (only !== undefined && others.length === 0) return only;
  const told = new Set<string>();
  return {
    parts: roots,
    policies: roots.flatMap(({ policies }) => policies),
    attachments: roots.flatMap(({ attachments }) => attachments),
    // A fault of a module is the same for everybody who calls it.
    problems: roots
      .flatMap(({ problems }) => problems)
      .filter(({ kind, at, message }) => {
        const key = `${kind} ${at.span.start} ${at.file.path} ${message}`;
        return !told.has(key) && told.add(key);
      }),
    limits: roots.flatMap(({ limits }) => limits),
  };
}
