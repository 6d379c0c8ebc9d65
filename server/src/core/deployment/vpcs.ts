import type { Route, Vpc } from '../formats/attachment';
import type { Part, Unit } from '../formats/format';
import type { Governing } from './configuration';
import type { Stated } from './facts';
import { inferenceOf } from './inference/infer';
import { nameOf, ofKind } from './inference/network';
import { partsOf } from './parts';
import { createTargetPlacer, type Placement } from './placement';
import type { RoleClaim } from './roles';
import { whereIs } from './where-is';

/** A VPC with everything that its addresses may collide with. Those with the role `vpc` are judged. */
export interface VpcPlacement extends Placement<Vpc> {
  /** Routes of its route tables; those that cannot be told whose they are do not count. */
  readonly routes: readonly Route[];
}

/** The VPCs of a unit. What gives them their role, if nobody stated it: a directory is there. */
export function placeVpcs(
  unit: Unit,
  stated: Stated,
  governingOf: (vpc: Vpc) => Governing | undefined,
): readonly VpcPlacement[] {
  const place = createTargetPlacer(stated);
  return partsOf(unit).flatMap((part) =>
    ofKind(part.attachments, 'vpc').map((vpc): VpcPlacement => {
      const inference = inferenceOf(part);
      const users = inference.directories.filter((directory) => directory.vpc === vpc);
      const surroundings = {
        unit,
        part,
        inferred: inference.combined(users),
        roles: (): readonly RoleClaim[] =>
          users.slice(0, 1).map(({ registration: { name, at } }) => ({
            role: 'vpc',
            from: 'inferred',
            why: `${name} is in it (${whereIs(at)})`,
            at,
          })),
      };
      return { ...place(vpc, surroundings, governingOf(vpc)), routes: routesOf(vpc, part) };
    }),
  );
}

function routesOf({ name }: Vpc, { attachments }: Part): readonly Route[] {
  return ofKind(attachments, 'route').filter((route) => nameOf(route.vpc) === name);
}
