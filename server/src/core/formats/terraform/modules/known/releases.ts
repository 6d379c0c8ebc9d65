/** Releases of a module, as half-open as versions are: from the first one on, and before the second. */
export interface Releases {
  readonly from: Release;
  /** Left out: there is no end. */
  readonly below?: Release;
}

/** Major, minor, patch. */
export type Release = readonly [number, number, number];

export const ANY_RELEASE: Releases = { from: [0, 0, 0] };

/**
 * What a version constraint of Terraform leaves: `~> 5.0`, `>= 4.2, < 6`, `5.3.1`. What cannot be read, and single
 * versions that are taken out, leave everything.
 */
export function releasesOf(constraint: string): Releases {
  return constraint.split(',').map(part).reduce(both, ANY_RELEASE);
}

function part(text: string): Releases {
  const [, operator = '', numbers, tail = ''] =
    /^\s*(|=|!=|>=?|<=?|~>)\s*v?(\d+(?:\.\d+){0,2})(-[\w.-]+)?\s*$/.exec(text) ?? [];
  // A release that is only being prepared is none of those that anything is known of.
  if (numbers === undefined || tail !== '') return ANY_RELEASE;
  const digits = numbers.split('.').map(Number);
  const [major = 0, minor = 0, patch = 0] = digits;
  const release: Release = [major, minor, patch];
  const next: Release = [major, minor, patch + 1];
  switch (operator) {
    case '':
    case '=':
      return { from: release, below: next };
    case '>=':
      return { from: release };
    case '>':
      return { from: next };
    case '<':
      return { from: ANY_RELEASE.from, below: release };
    case '<=':
      return { from: ANY_RELEASE.from, below: next };
    case '~>':
      if (digits.length === 1) return { from: release };
      return { from: release, below: digits.length === 2 ? [major + 1, 0, 0] : [major, minor + 1, 0] };
    default:
      return ANY_RELEASE;
  }
}

function both(a: Releases, b: Releases): Releases {
  const from = isBefore(a.from, b.from) ? b.from : a.from;
  const ends = [a.below, b.below].flatMap((end) => (end === undefined ? [] : [end]));
  const [below] = ends.sort((left, right) => (isBefore(left, right) ? -1 : 1));
  return { from, ...(below !== undefined && { below }) };
}

/** Whether all of them are this release or a later one; undefined where only some are. */
export function areSince({ from, below }: Releases, release: Release): boolean | undefined {
  if (!isBefore(from, release)) return true;
  return below !== undefined && !isBefore(release, below) ? false : undefined;
}

function isBefore(a: Release, b: Release): boolean {
  const index = a.findIndex((number, position) => number !== b[position]);
  return index !== -1 && (a[index] ?? 0) < (b[index] ?? 0);
}
