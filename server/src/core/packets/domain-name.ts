/**
 * Names as rules name them, in lower case and without a closing dot: `x` is that name alone, `*.x` what is below it and
 * `.x` both. What products mean by their own forms, their formats know. In `<what>.x` the first label is one that only
 * its owner knows.
 */

/** A name or pattern as somebody writes it; undefined when it is none. */
export function readDomain(text: string): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  return name.includes('.') && DOMAIN.test(name) ? name : undefined;
}

/** The last label has a letter first: what ends in digits is an address. */
const DOMAIN =
  /^(?=.{1,253}$)(?:\*?\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The symbol by which a name stands among the peers of a rule. */
export function domainSymbol(name: string): string {
  return `${PREFIX}${name}`;
}

/** The name behind a symbol; undefined for symbols of other things. */
export function domainOf(symbol: string): string | undefined {
  return symbol.startsWith(PREFIX) ? symbol.slice(PREFIX.length) : undefined;
}

const PREFIX = 'domain:';

/** Whether every name that the second stands for is one that the first stands for. */
export function coversDomain(pattern: string, name: string): boolean {
  if (pattern === name) return true;
  const [parent, withParent] = parentOf(pattern);
  if (parent === undefined) return isLabelOf(pattern, name);
  const [own, withOwn] = parentOf(name);
  if (own === undefined) return name.endsWith(`.${parent}`) || (withParent && name === parent);
  return own.endsWith(`.${parent}`) || (own === parent && (withParent || !withOwn));
}

/** Whether some name that the second stands for is one that the first stands for. Of an unknown label nobody can say. */
export function overlapsDomain(pattern: string, name: string): boolean {
  return coversDomain(pattern, name) || (parentOf(name)[0] !== undefined && coversDomain(name, pattern));
}

/** What a wildcard is about, and whether that name itself is meant too. */
function parentOf(pattern: string): readonly [parent: string | undefined, withParent: boolean] {
  if (pattern.startsWith('*.')) return [pattern.slice(2), false];
  return pattern.startsWith('.') ? [pattern.slice(1), true] : [undefined, false];
}

/** Whatever the label is, somebody who wrote one in its place has written theirs. */
function isLabelOf(written: string, name: string): boolean {
  const [, rest] = /^<[^>]*>(\..*)$/.exec(name) ?? [];
  if (rest === undefined) return false;
  return written.endsWith(rest) && /^[^.]+$/.test(written.slice(0, -rest.length));
}
