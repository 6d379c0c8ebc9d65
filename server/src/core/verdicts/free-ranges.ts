import { regionsFor } from '../deployment/placement';
import type { VpcPlacement } from '../deployment/vpcs';
import { addressCount, isSubset, overlaps, peersText, unionAll, type PeerSet } from '../packets/peer-set';
import type { Edition } from '../requirements/edition';
import type { Requirement, StreamingProtocol } from '../requirements/requirement';
import type { Location } from '../text/source';
import type { Cause } from './causes';
import { rangeNeeds } from './range-needs';

/** Whether a VPC leaves the management interfaces of WorkSpaces addresses of their own. */
export interface VpcJudgement {
  readonly placement: VpcPlacement;
  readonly requirement: Requirement;
  /** Left out where nobody knows it. */
  readonly region?: string;
  /** None where there is no data for the Region. */
  readonly ranges: readonly NeededRanges[];
  readonly verdict: Verdict;
  /** Why it cannot be decided, unless another finding says so. */
  readonly cause?: Cause;
}

type Verdict = 'met' | 'missing' | 'undetermined';

/** One of these ranges has to be free. */
export interface NeededRanges {
  /** The protocols that do not work without. */
  readonly protocols: readonly StreamingProtocol[];
  readonly anyOf: readonly ManagementRange[];
}

/** A range from which management interfaces may get their addresses. */
export interface ManagementRange {
  readonly text: string;
  readonly isTaken: boolean;
  /** What is in it; a wide range may hold some of it and be free. */
  readonly by: readonly Occupant[];
}

/** Something with addresses of its own: a CIDR of the VPC, or what one of its routes leads to. */
export interface Occupant {
  readonly kind: 'cidr' | 'route';
  readonly set: PeerSet;
  readonly at: Location;
}

/** Judges the VPCs that have the role, once for each of their Regions. */
export function judgeVpcs(vpcs: readonly VpcPlacement[], edition: Edition): readonly VpcJudgement[] {
  const requirements = edition.requirements.filter(({ role }) => role === 'vpc');
  return vpcs
    .filter(({ roles }) => roles.length > 0)
    .flatMap((placement) => {
      const regions = regionsFor(placement, 'vpc');
      return requirements.flatMap((requirement): readonly VpcJudgement[] =>
        regions.length === 0
          ? [{ placement, requirement, ranges: [], verdict: 'undetermined' }]
          : regions.map((region) => judgeVpc(placement, requirement, region, edition)),
      );
    });
}

function judgeVpc(
  placement: VpcPlacement,
  requirement: Requirement,
  region: string,
  edition: Edition,
): VpcJudgement {
  const needs = rangeNeeds(placement.facts, region, edition);
  if (needs === undefined) return { placement, requirement, region, ranges: [], verdict: 'undetermined' };
  const occupants = occupantsOf(placement);
  const ranges = needs.map(({ protocols, anyOf }) => ({
    protocols,
    anyOf: anyOf.map((set) => look(set, occupants)),
  }));
  const judgement = { placement, requirement, region, ranges };
  if (ranges.some(isLost)) return { ...judgement, verdict: 'missing' };
  const cause = openQuestion(placement);
  return cause === undefined
    ? { ...judgement, verdict: 'met' }
    : { ...judgement, verdict: 'undetermined', cause };
}

/** Whether nothing is left of what one of is needed. */
export function isLost({ anyOf }: NeededRanges): boolean {
  return anyOf.every(({ isTaken }) => isTaken);
}

/** All ranges that were looked at, each once: several protocols may need the same. */
export function rangesOf({ ranges }: Pick<VpcJudgement, 'ranges'>): readonly ManagementRange[] {
  return [...new Map(ranges.flatMap(({ anyOf }) => anyOf).map((range) => [range.text, range])).values()];
}

/** WorkSpaces take a /16 as a whole or not at all; of a wider range they need only some addresses. */
function look(range: PeerSet, occupants: readonly Occupant[]): ManagementRange {
  const by = occupants.filter(({ set }) => overlaps(set, range));
  const isWide = addressCount(range) > SLASH_16;
  const isTaken = isWide ? isSubset(range, unionAll(by.map(({ set }) => set))) : by.length > 0;
  return { text: peersText(range), isTaken, by };
}

const SLASH_16 = 65536n;

function occupantsOf({ policy, routes }: VpcPlacement): readonly Occupant[] {
  return [
    ...policy.cidrs.map(({ set, at }) => ({ kind: 'cidr' as const, value: set, at })),
    ...routes.map(({ destination, at }) => ({ kind: 'route' as const, value: destination, at })),
  ].flatMap(({ kind, value, at }) => (value.kind === 'known' ? [{ kind, set: value.value, at }] : []));
}

/** The first thing that is not known and could take a range that seems free. */
function openQuestion({ policy, routes, facts }: VpcPlacement): Cause | undefined {
  const values = [...policy.cidrs.map(({ set }) => set), ...routes.map(({ destination }) => destination)];
  for (const value of values) {
    if (value.kind === 'unknown') return { kind: 'unknown', reason: value.reason, at: value.at };
  }
  if (facts.licensing !== 'byol' || facts.byolManagementCidr !== undefined) return undefined;
  const reason =
    'which /16 was chosen for the management traffic of WorkSpaces under your own license is not stated (byolManagementCidr in the configuration)';
  return { kind: 'somebody', reason, at: policy.at, key: 'byolManagementCidr' };
}
