import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FIREWALL_WRITERS } from '../support/writers';
import { EDITIONS, needsOf, type Deployment, type ProofRole } from './needs';
import { randomPolicy } from './random';
import { verify, type Outcome } from './verify';

/** Firewalls can say what no AWS format can: source ports, a default of allow. The oracle judges them too. */

const DEPLOYMENTS: readonly (readonly [ProofRole, Partial<Deployment>])[] = [
  ['client-network', { proxy: { client: 'https', host: false } }],
  ['workspace', {}],
  ['directory', {}],
  ['management', { proxy: { client: 'none', host: true } }],
  ['management', { licensing: 'byol', protocols: ['wsp'] }],
];

describe('random firewalls', () => {
  for (const writer of FIREWALL_WRITERS) {
    it(`${writer.name}: the linter and the oracle agree`, (context) => {
      const counts = new Map<Outcome, number>();
      const cases = fc
        .record({
          standpoint: fc.constantFrom(...DEPLOYMENTS),
          edition: fc.constantFrom(...EDITIONS.map(({ date }) => date)),
          region: fc.constantFrom('us-east-1', 'ap-south-1', 'eu-west-2'),
          ephemeral: fc.constantFrom(1024, 32768, 49152),
        })
        .chain(({ standpoint: [role, facts], edition, region, ephemeral }) => {
          const deployment: Deployment = {
            edition,
            region,
            protocols: ['pcoip', 'wsp'],
            webAccess: false,
            internetAccess: true,
            licensing: 'public-bundle',
            proxy: { client: 'none', host: false },
            ephemeralPorts: { from: ephemeral, to: 65535 },
            ...facts,
          };
          const options = { denies: true, sourcePorts: true, default: true };
          return randomPolicy(needsOf(role, deployment).needs, options).map((policy) => ({
            writer,
            role,
            deployment,
            policy,
            direction: 'outbound' as const,
          }));
        });
      fc.assert(
        fc.property(cases, (asked) => {
          for (const outcome of verify(asked, writer.name)) {
            counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
          }
        }),
        { numRuns: RUNS, seed: 20260822 },
      );
      context.diagnostic(
        `${RUNS} firewalls: ${[...counts].map(([outcome, times]) => `${times} ${outcome ?? 'met'}`).join(', ')}`,
      );
      const expected: readonly Outcome[] = [undefined, 'missing-flow', 'blocked-flow'];
      for (const outcome of expected) assert.ok((counts.get(outcome) ?? 0) > RUNS / 4, outcome ?? 'met');
    });
  }
});

const RUNS = 500;
