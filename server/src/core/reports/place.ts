import type { Analysis } from '../analysis';
import type { Placement } from '../deployment/placement';
import { formatOf } from '../formats/index';
import type { Peer, Rule } from '../policies/policy';
import type { Location, SourceFile, Span } from '../text/source';

/** What stands at a place of a file: a policy, and perhaps one of its rules, and one of that rule's peers. */
export interface Place {
  readonly placement: Placement;
  readonly rule?: Rule;
  readonly peer?: Peer;
}

/**
 * What stands at an offset: the innermost rule there with its policy, else the policy that the offset lies in
 * or that begins nearest above it.
 */
export function placeAt(
  { placements }: Pick<Analysis, 'placements'>,
  file: SourceFile,
  offset: number,
): Place | undefined {
  const peers: Found[] = [];
  const rules: Found[] = [];
  const policies: Found[] = [];
  for (const placement of placements) {
    const { policy } = placement;
    if (policy.at.file === file && policy.at.span.start <= offset) {
      const { start, end } = extentOf(policy.at);
      policies.push({ placement, span: offset <= end ? { start, end } : { start, end: Infinity } });
    }
    for (const rule of policy.rules) {
      const ends = [...rule.peers, ...(rule.own ?? [])];
      for (const peer of ends) {
        if (isAt(peer.at, file, offset)) peers.push({ placement, rule, peer, span: peer.at.span });
      }
      if (rule.at.file !== file) continue;
      const span = extentOf(rule.at);
      if (holds(span, offset)) rules.push({ placement, rule, span });
    }
  }
  // A peer may be written far from the rule that names it, as a local or a variable.
  return innermost(peers) ?? innermost(rules) ?? last(policies);
}

interface Found extends Place {
  readonly span: Span;
}

/** The whole of what a rule or policy is placed on. */
export function extentOf(at: Location): Span {
  return formatOf(at.file)?.extent?.(at) ?? at.span;
}

function isAt(at: Location, file: SourceFile, offset: number): boolean {
  return at.file === file && holds(at.span, offset);
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function innermost(found: readonly Found[]): Found | undefined {
  return found.reduce<Found | undefined>(
    (best, each) => (best === undefined || length(each) < length(best) ? each : best),
    undefined,
  );
}

/** The one that holds the offset, else the one that begins last before it. */
function last(found: readonly Found[]): Found | undefined {
  const around = found.filter(({ span }) => span.end !== Infinity);
  const among = around.length > 0 ? around : found;
  return among.reduce<Found | undefined>(
    (best, each) => (best === undefined || each.span.start >= best.span.start ? each : best),
    undefined,
  );
}

function length({ span }: Found): number {
  return span.end - span.start;
}
