import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { Analysis } from '../../server/src/core/analysis';
import { firewallWriter, NETWORK_ACL_WRITER, SECURITY_GROUP_WRITER, type Writer } from '../support/writers';
import { needsOf, type Deployment, type ProofRole } from './needs';
import { randomPolicy } from './random';
import { ABOUT_SINGLE_RULES, analyzeCase, verify, type Outcome } from './verify';

/**
 * One policy in two notations: a security group is a stateful firewall where any allow is enough, a network
 * ACL a stateless one where the first match counts. The verdicts must not depend on the notation; the oracle
 * says besides that they are right, since both could be wrong alike.
 */

const ROLES: readonly ProofRole[] = ['client-network', 'workspace', 'directory'];

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

// The Region with the shortest weekly lists, so that these are judged as well and the run stays short.
const DEPLOYMENTS: readonly Deployment[] = [
  DEPLOYMENT,
  { ...DEPLOYMENT, edition: '2022-09-02', region: 'eu-west-1', ephemeralPorts: { from: 32768, to: 60999 } },
  { ...DEPLOYMENT, region: 'ap-southeast-5', webAccess: true, protocols: ['wsp'] },
];

function prove(context: TestContext, runs: number, json: Writer, yaml: Writer): void {
  const counts = new Map<Outcome, number>();
  const seen = fc
    .record({ role: fc.constantFrom(...ROLES), deployment: fc.constantFrom(...DEPLOYMENTS) })
    .chain((place) =>
      randomPolicy(needsOf(place.role, place.deployment).needs, {
        denies: json.canDeny,
        sourcePorts: false,
        default: false,
      }).map((policy) => ({ ...place, policy })),
    );
  fc.assert(
    fc.property(seen, (place) => {
      const [inJson, inYaml] = [json, yaml].map((writer) => {
        const asked = { ...place, writer, direction: 'outbound' } as const;
        const analysis = analyzeCase(asked);
        for (const outcome of verify(asked, writer.name, analysis)) {
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        }
        return analysis;
      });
      assert.ok(inJson !== undefined && inYaml !== undefined);
      assert.deepEqual(withoutPlaces(inYaml), withoutPlaces(inJson));
    }),
    { numRuns: runs, seed: 20260822 },
  );
  const told = [...counts].map(([outcome, times]) => `${times} ${outcome ?? 'met'}`).join(', ');
  context.diagnostic(`${runs} policies, each in two formats: ${told}`);
  for (const outcome of [undefined, 'missing-flow'] as const) assert.ok((counts.get(outcome) ?? 0) > runs);
  if (!json.stateful) assert.ok((counts.get('missing-return-path') ?? 0) > runs / 4);
  if (json.canDeny) assert.ok((counts.get('blocked-flow') ?? 0) > runs / 4);
}

/**
 * What two analyses must agree on: everything but messages, names and places, and what is said of single rules, because
 * one notation takes several for what is one in the other.
 */
function withoutPlaces({ diagnostics, coverage, summary }: Analysis): unknown {
  return {
    findings: diagnostics
      .filter(({ rule }) => !ABOUT_SINGLE_RULES.has(rule))
      .map(({ rule, severity, role, region, requirement, requirements, missing }) =>
        JSON.stringify({ rule, severity, role, region, requirement, requirements, missing }),
      )
      .sort(),
    coverage: coverage.map(({ role, region, requirement, verdict }) => ({
      role,
      region,
      requirement,
      verdict,
    })),
    judged: [summary.judged, summary.met, summary.missing, summary.undetermined],
  };
}

describe('the same policy in two formats', () => {
  it('security group and stateful any-allow firewall', (context) => {
    prove(context, 1500, SECURITY_GROUP_WRITER, firewallWriter(true, 'any-allow'));
  });

  it('network ACL and stateless first-match firewall', (context) => {
    prove(context, 1500, NETWORK_ACL_WRITER, firewallWriter(false, 'first-match'));
  });
});
