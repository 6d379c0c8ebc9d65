/** How an answer of ours stands to theirs. */
export type Verdict =
  /** The same, unknowns included. */
  | 'agrees'
  /** Theirs is not known where ours says something: a list that may be longer, one of two values. */
  | 'finer'
  /** The same, but for digits that a double does not hold. */
  | 'rounded'
  /** Ours is not known, and theirs is. */
  | 'unknown'
  | 'differs'
  | 'we refuse'
  | 'they refuse';

/** `ours` is as the tables have it, `theirs` in the same notation with `<?>` for what is not known. */
export function compare(ours: string, theirs: string | undefined): Verdict {
  const weRefuse = /^(?:error|limit): /.test(ours);
  if (theirs === undefined) return weRefuse ? 'agrees' : 'they refuse';
  if (weRefuse) return 'we refuse';
  const plain = ours.replace(UNKNOWN, '<?>');
  if (plain === theirs) return 'agrees';
  if (round(plain) === round(theirs)) return 'rounded';
  // A part of theirs that is not known covers whatever ours says there.
  if (theirs.includes('<?>') && covers(theirs, plain)) return 'finer';
  return plain.includes('<?>') ? 'unknown' : 'differs';
}

/** A string holds its own angle brackets, but not as `<reason>` behind a separator. */
const UNKNOWN = /(?<=^|[[ ])(?:\.\.\.)?<[^"<>]*(?:"[^"]*"[^"<>]*)*>(?: \| [^\]}]*|\^\d+)?/g;

function round(value: string): string {
  return value.replace(/-?\d+\.?\d*/g, (digits) => String(Number(Number(digits).toPrecision(14))));
}

/** What theirs says between its unknowns is there in ours, in the same order. */
function covers(theirs: string, ours: string): boolean {
  const parts = theirs.split('<?>');
  const last = parts.pop() ?? '';
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (ours.startsWith(part) ? 0 : -1) : ours.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return ours.endsWith(last) && ours.length - last.length >= at;
}
