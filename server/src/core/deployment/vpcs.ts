import type { Route, Vpc } from '../formats/attachment';
import type { Part, Unit } from '../formats/format';
import type { Configuration, Governing, PolicyEntry } from './configuration';
import type { Facts, Stated } from './facts';
import { inferenceOf } from './inference/infer';
import type { Inferred } from './inference/inferred';
import { nameOf, ofKind } from './inference/network';
import { partsOf } from './parts';
import { matches } from './placement';
import type { RoleClaim } from './roles';
import { whereIs } from './where-is';

/** A VPC that WorkSpaces stand in, with all that its addresses may collide with. */
export interface VpcPlacement {
  readonly vpc: Vpc;
  readonly unit: Unit;
  readonly claim: RoleClaim;
  /** Stated ones, else its own, else those of its directories. None: not known. */
  readonly regions: readonly string[];
  readonly facts: Facts;
  readonly inferred: Inferred;
  /** Routes of its route tables; those that cannot be told whose they are do not count. */
  readonly routes: readonly Route[];
  readonly configuration?: Configuration;
  /** The configuration entry that matched. */
  readonly entry?: PolicyEntry;
}

/** The VPCs of a unit with the role `vpc`: by the command line, the configuration, or because a directory is there. */
export function placeVpcs(
  unit: Unit,
  stated: Stated,
  governingOf: (vpc: Vpc) => Governing | undefined,
): readonly VpcPlacement[] {
  return partsOf(unit).flatMap((part) => placeIn(part, unit, stated, governingOf));
}

function placeIn(
  part: Part,
  unit: Unit,
  stated: Stated,
  governingOf: (vpc: Vpc) => Governing | undefined,
): readonly VpcPlacement[] {
  const inference = inferenceOf(part);
  return ofKind(part.attachments, 'vpc').flatMap((vpc) => {
    const governing = governingOf(vpc);
    const configuration = governing?.configuration;
    const entry = configuration?.policies.find((each) => matches(each, vpc, governing?.path ?? ''));
    const users = inference.directories.filter((directory) => directory.vpc === vpc);
    const inferred = inference.combined(users);
    const [first] = users;
    const why = first && `${first.registration.name} is in it (${whereIs(first.registration.at)})`;
    const claim =
      statedClaim(stated, entry) ??
      (first && why !== undefined
        ? ({ role: 'vpc', from: 'inferred', why, at: first.registration.at } as const)
        : undefined);
    if (claim === undefined) return [];
    const facts = { ...inferred.facts, ...configuration?.facts, ...entry?.facts, ...stated.facts };
    return [
      {
        vpc,
        unit,
        claim,
        regions: facts.regions ?? ownRegion(vpc) ?? inferred.regions,
        facts,
        inferred,
        routes: ofKind(part.attachments, 'route').filter((route) => nameOf(route.vpc) === vpc.name),
        ...(configuration !== undefined && { configuration }),
        ...(entry !== undefined && { entry }),
      },
    ];
  });
}

function statedClaim(stated: Stated, entry: PolicyEntry | undefined): RoleClaim | undefined {
  if (stated.roles.includes('vpc')) return { role: 'vpc', from: 'flag', why: '--role says so' };
  if (entry?.roles.includes('vpc') !== true) return undefined;
  return { role: 'vpc', from: 'configuration', why: `${whereIs(entry.at)} says so`, at: entry.at };
}

function ownRegion({ region }: Vpc): readonly string[] | undefined {
  return region?.kind === 'known' ? [region.value] : undefined;
}
