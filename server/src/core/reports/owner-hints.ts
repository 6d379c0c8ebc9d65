import type { Analysis } from '../analysis';
import type { Location, SourceFile, Span } from '../text/source';
import { ownerTexts } from './owner-texts';

/** Whose the addresses at a place are, in a few words. */
export interface OwnerHint {
  readonly at: Location;
  readonly text: string;
}

/** A hint for every peer in a part of a file whose addresses have an owner, in file order. */
export function ownerHints(
  { placements }: Pick<Analysis, 'placements'>,
  file: SourceFile,
  within: Span,
): readonly OwnerHint[] {
  const hints = new Map<number, OwnerHint>();
  for (const { policy } of placements) {
    for (const { peers } of policy.rules) {
      for (const { at, set } of peers) {
        if (at.file !== file || set.kind !== 'known') continue;
        const { start, end } = at.span;
        // A name that several rules use, or a rule that stands for several, is told of once.
        if (end < within.start || start > within.end || hints.has(end)) continue;
        const owners = ownerTexts(set.value).map(({ owner }) => owner);
        if (owners.length > 0) hints.set(end, { at, text: owners.join(', ') });
      }
    }
  }
  return [...hints.values()].sort((a, b) => a.at.span.start - b.at.span.start);
}
