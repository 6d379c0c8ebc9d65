import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Analysis } from '../../../../server/src/core/analysis';
import { readUnits } from '../../../../server/src/core/formats';
import { reach } from '../../../../server/src/core/policies/reach';
import { needsOf, type Deployment } from '../../../proof/needs';
import { randomPolicy } from '../../../proof/random';
import { analyzeCase } from '../../../proof/verify';
import {
  firewallWriter,
  NETWORK_ACL_WRITER,
  SECURITY_GROUP_WRITER,
  type NeutralPolicy,
  type Writer,
} from '../../../support/writers';
import { PLANNED_ACL_WRITERS, PLANNED_GROUP_WRITERS } from './plan/writers';
import { ACL_WRITERS, GROUP_WRITERS } from './writers';

/** One policy in every spelling: what it lets through, and what is said of it, must not depend on the spelling. */

const DEPLOYMENT: Deployment = {
  edition: '2026-08-22',
  region: 'us-west-2',
  protocols: ['pcoip', 'wsp'],
  webAccess: false,
  internetAccess: true,
  licensing: 'public-bundle',
  proxy: { client: 'https', host: false },
  ephemeralPorts: { from: 1024, to: 65535 },
};

const ROLES = ['client-network', 'workspace', 'directory'] as const;
const places = fc
  .constantFrom(...ROLES)
  .chain((role) =>
    fc.record({ role: fc.constant(role), seed: fc.constant(needsOf(role, DEPLOYMENT).needs) }),
  );

function policiesFor(denies: boolean): fc.Arbitrary<{ role: (typeof ROLES)[number]; policy: NeutralPolicy }> {
  return places.chain(({ role, seed }) =>
    randomPolicy(seed, { denies, sourcePorts: false, default: false }).map((policy) => ({ role, policy })),
  );
}

/** What the bounds are in both directions, as text. */
function boundsOf(writer: Writer, policy: NeutralPolicy): unknown {
  const units = readUnits([{ path: writer.path, text: writer.write(policy, 'outbound') }], {});
  assert.deepEqual(
    units.flatMap(({ problems }) => problems),
    [],
  );
  const policies = units.flatMap((unit) => unit.policies);
  assert.equal(policies.length, 1, writer.name);
  return policies.flatMap((read) =>
    (['inbound', 'outbound'] as const).map((direction) => {
      const { must, may } = reach(read, direction);
      return [must.toString(), may.toString()];
    }),
  );
}

/**
 * What two analyses must agree on: everything but messages, names and places, and what is said of single rules: one
 * with two ports is two rules in another spelling.
 */
function verdictsOf(analysis: Analysis): unknown {
  return {
    findings: analysis.diagnostics
      .filter(({ judgement }) => judgement !== undefined)
      .map(({ rule, severity, role, region, requirement, requirements, missing }) =>
        JSON.stringify({ rule, severity, role, region, requirement, requirements, missing }),
      )
      .sort(),
    coverage: analysis.coverage.map(({ role, region, requirement, verdict }) =>
      [role, region, requirement, verdict].join(' '),
    ),
    judged: analysis.summary.judged,
  };
}

/** The bounds are those of the JSON; YAML's `any` is more than 0.0.0.0/0, and there only the verdicts agree. */
function prove(json: Writer, yaml: Writer, terraform: readonly Writer[], denies: boolean): void {
  fc.assert(
    fc.property(policiesFor(denies), ({ policy }) => {
      const expected = boundsOf(json, policy);
      for (const writer of terraform) assert.deepEqual(boundsOf(writer, policy), expected, writer.name);
    }),
    { numRuns: 500, seed: 20260822 },
  );
  fc.assert(
    fc.property(policiesFor(denies), ({ role, policy }) => {
      const asked = { role, policy, deployment: DEPLOYMENT, direction: 'outbound' } as const;
      const expected = verdictsOf(analyzeCase({ ...asked, writer: json }));
      for (const writer of [yaml, ...terraform]) {
        assert.deepEqual(verdictsOf(analyzeCase({ ...asked, writer })), expected, writer.name);
      }
    }),
    { numRuns: 60, seed: 20260822 },
  );
}

describe('the same policy in every spelling', () => {
  it('allow lists: JSON, YAML, and five ways of Terraform, its plans and state', () => {
    const writers = [...GROUP_WRITERS, ...PLANNED_GROUP_WRITERS];
    prove(SECURITY_GROUP_WRITER, firewallWriter(true, 'any-allow'), writers, false);
  });

  it('network ACLs: JSON, YAML, and three ways of Terraform, its plans and state', () => {
    const writers = [...ACL_WRITERS, ...PLANNED_ACL_WRITERS];
    prove(NETWORK_ACL_WRITER, firewallWriter(false, 'first-match'), writers, true);
  });
});
