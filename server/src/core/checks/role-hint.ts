import { roleHint } from '../deployment/roles';
import type { Unit } from '../formats/format';
import type { Check } from './check';

/** A policy looks meant for WorkSpaces and nobody said so: it is not judged, and that must not be taken for a pass. */
export const roleHintCheck: Check = {
  id: 'role-hint',
  *run({ placements }) {
    const byUnit = new Map<Unit, { first: (typeof placements)[number]; why: string; more: number }>();
    for (const placement of placements) {
      if (placement.roles.length > 0) continue;
      const why = roleHint(placement.policy);
      if (why === undefined) continue;
      const known = byUnit.get(placement.unit);
      if (known === undefined) byUnit.set(placement.unit, { first: placement, why, more: 0 });
      else known.more++;
    }
    for (const { first, why, more } of byUnit.values()) {
      const { policy } = first;
      const others = more === 0 ? '' : ` (and ${more} more here)`;
      yield {
        message: `${policy.name}${others} is not judged, because its role is not known, but ${why}. Say what it is: a comment "workspaces-netlint: role=…" above it, a tag workspaces-netlint:role, an entry under policies: in .workspaces-netlint.yaml, or --role.`,
        at: policy.at,
        policy,
        related: [],
      };
    }
  },
};
