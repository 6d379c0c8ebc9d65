import type { Vpc } from '../formats/attachment';
import type { Unit } from '../formats/format';
import { isEmpty, NO_PEERS, peersText } from '../packets/peer-set';
import type { Location } from '../text/source';
import { known } from '../values/value';
import type { Configuration, PolicyEntry } from './configuration';
import type { Facts, Stated } from './facts';
import { NOTHING_INFERRED } from './inference/inferred';
import { regionsFor, type Placement } from './placement';
import type { VpcPlacement } from './vpcs';
import { whereIs } from './where-is';

/**
 * The VPC that a configuration describes by `vpcCidrs`, where no VPC with the role is in the files that it governs.
 * Nobody has to say again which Region that is in: where it is not stated, it is that of the policies in front.
 */
export function configuredVpcs(
  configurations: readonly Configuration[],
  placements: readonly Placement[],
  vpcs: readonly VpcPlacement[],
  stated: Stated,
): readonly VpcPlacement[] {
  const inFiles = vpcs.filter(({ roles }) => roles.length > 0);
  return configurations.flatMap((configuration) => {
    if (inFiles.some((vpc) => vpc.configuration === configuration)) return [];
    return statements(configuration).flatMap(({ facts: said, at, entry }) => {
      const facts = { ...said, ...stated.facts };
      const regions = facts.regions ?? regionsInFront(placements, configuration, entry);
      // What a configuration says beside is no VPC that asks to be judged.
      if (facts.vpcCidrs === undefined || isEmpty(facts.vpcCidrs) || regions.length === 0) return [];
      const vpc: Vpc = {
        kind: 'vpc',
        name: 'vpcCidrs',
        at,
        comments: [],
        tags: [],
        cidrs: [{ set: known(facts.vpcCidrs), at }],
      };
      const unit = unitOf(vpc);
      return [
        {
          policy: vpc,
          unit,
          part: unit,
          roles: [{ role: 'vpc', from: 'configuration', why: `${whereIs(at)} says so`, at }],
          facts: { ...facts, regions },
          inferred: NOTHING_INFERRED,
          suppressions: [],
          invalid: [],
          configuration,
          routes: [],
        },
      ];
    });
  });
}

interface Statement {
  readonly facts: Facts;
  readonly at: Location;
  readonly entry?: PolicyEntry;
}

/** Where VPC CIDRs are stated: for all, and in entries. Entries that state the same speak of one VPC. */
function statements({ facts, vpcCidrsAt, policies }: Configuration): readonly Statement[] {
  const seen = new Set<string>();
  return [
    ...(vpcCidrsAt === undefined ? [] : [{ facts, at: vpcCidrsAt }]),
    ...policies
      .filter((entry) => entry.facts.vpcCidrs !== undefined)
      .map((entry) => ({ facts: { ...facts, ...entry.facts }, at: entry.at, entry })),
  ].filter(({ facts: { vpcCidrs = NO_PEERS } }) => {
    const key = peersText(vpcCidrs);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function regionsInFront(
  placements: readonly Placement[],
  configuration: Configuration,
  entry: PolicyEntry | undefined,
): readonly string[] {
  const own = placements.filter(
    (each) => each.configuration === configuration && (entry === undefined || each.entry === entry),
  );
  return [...new Set(own.flatMap((each) => each.roles.flatMap(({ role }) => regionsFor(each, role))))];
}

function unitOf(vpc: Vpc): Unit {
  return { files: [vpc.at.file], policies: [], attachments: [vpc], problems: [], strayComments: [] };
}
