import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WRITERS, type NeutralRule, type Writer } from '../support/writers';
import {
  mutate,
  mutationsOf,
  picker,
  policyFor,
  type Choose,
  type Mutation,
  type WeeklyLists,
} from './generate';
import { EDITIONS, needsOf, type Deployment, type ProofRole } from './needs';
import { verify, type Case, type Outcome } from './verify';

/**
 * Both ways: a policy that lets through exactly what is needed is silent, in every format, role and Region;
 * and when something is taken away from it, exactly what is then lost is reported.
 */

/** A place where policies stand, and the deployments to be asked about there. */
interface Standpoint {
  readonly role: ProofRole;
  readonly deployment: Partial<Deployment>;
  readonly kinds: readonly Writer['kind'][];
  readonly weekly?: WeeklyLists;
  /** Only so many Regions of an edition, because the lists are long. */
  readonly regions?: number;
  /** How many mutations of each policy are tried. */
  readonly mutations: number;
}

const EVERY_KIND = ['security-group', 'network-acl', 'firewall'] as const;

const STANDPOINTS: readonly Standpoint[] = [
  {
    role: 'client-network',
    deployment: { proxy: { client: 'https', host: false } },
    kinds: EVERY_KIND,
    mutations: 3,
  },
  { role: 'client-network', deployment: { webAccess: true }, kinds: EVERY_KIND, mutations: 2 },
  {
    role: 'client-network',
    deployment: { webAccess: true },
    kinds: EVERY_KIND,
    weekly: 'exact',
    regions: 1,
    mutations: 8,
  },
  { role: 'workspace', deployment: {}, kinds: EVERY_KIND, mutations: 2 },
  { role: 'workspace', deployment: { internetAccess: false }, kinds: EVERY_KIND, mutations: 2 },
  { role: 'directory', deployment: {}, kinds: EVERY_KIND, mutations: 2 },
  {
    role: 'management',
    deployment: { proxy: { client: 'none', host: true } },
    kinds: ['firewall'],
    mutations: 3,
  },
  { role: 'management', deployment: { licensing: 'byol' }, kinds: ['firewall'], mutations: 2 },
  { role: 'management', deployment: { protocols: ['pcoip'] }, kinds: ['firewall'], mutations: 2 },
  { role: 'management', deployment: { protocols: ['wsp'] }, kinds: ['firewall'], mutations: 2 },
  {
    role: 'management',
    deployment: { licensing: 'byol', protocols: ['wsp'], proxy: { client: 'none', host: true } },
    kinds: ['firewall'],
    mutations: 2,
  },
  {
    role: 'management',
    deployment: { licensing: 'byol', protocols: ['pcoip'] },
    kinds: ['firewall'],
    regions: 2,
    mutations: 10,
  },
];

const EPHEMERAL = [
  { from: 1024, to: 65535 },
  { from: 32768, to: 60999 },
  { from: 49152, to: 65535 },
];

interface Counts {
  policies: number;
  mutations: number;
  /** Mutations that took nothing away, because other rules let the flow through as well. */
  harmless: number;
  readonly findings: Map<string, number>;
}

function prove(standpoint: Standpoint, writer: Writer, counts: Counts, pick: Choose): void {
  const { role, weekly = 'everywhere', regions = Infinity } = standpoint;
  for (const edition of EDITIONS) {
    for (const [index, region] of edition.regions.slice(0, regions).entries()) {
      const deployment: Deployment = {
        edition: edition.date,
        region,
        protocols: ['pcoip', 'wsp'],
        webAccess: false,
        internetAccess: true,
        licensing: 'public-bundle',
        proxy: { client: 'none', host: false },
        ephemeralPorts: EPHEMERAL[index % EPHEMERAL.length] ?? { from: 1024, to: 65535 },
        ...standpoint.deployment,
      };
      const { needs } = needsOf(role, deployment);
      const policy = policyFor(needs, writer, weekly);
      const direction = directionOf(role);
      const asked: Case = { writer, role, deployment, policy, direction };
      const label = `${writer.name}, ${role}, ${region}, ${edition.date}`;
      const outcomes = verify(asked, label);
      assert.ok(
        outcomes.every((outcome) => outcome === undefined),
        `${label}: the policy is not correct`,
      );
      assert.ok(outcomes.length > 0, `${label}: nothing was judged`);
      counts.policies++;

      const possible = mutationsOf(policy, writer);
      for (let tried = 0; tried < standpoint.mutations; tried++) {
        const mutation = pick(possible);
        const mutated = { ...asked, policy: mutate(policy, mutation, pick) };
        count(counts, verify(mutated, `${label}, ${describeMutation(mutation, asked)}`));
      }
    }
  }
}

/** The direction in which most is needed; the one that a bare list of permissions is written for. */
function directionOf(role: ProofRole): NeutralRule['direction'] {
  return role === 'directory' ? 'inbound' : 'outbound';
}

function describeMutation({ name, rule }: Mutation, { policy }: Case): string {
  return `${name} (${policy.rules[rule]?.name ?? ''})`;
}

function count(counts: Counts, outcomes: readonly Outcome[]): void {
  counts.mutations++;
  const lost = outcomes.filter((outcome) => outcome !== undefined);
  if (lost.length === 0) counts.harmless++;
  for (const outcome of lost) counts.findings.set(outcome, (counts.findings.get(outcome) ?? 0) + 1);
}

describe('both ways', () => {
  const total: Counts = { policies: 0, mutations: 0, harmless: 0, findings: new Map() };

  for (const writer of WRITERS) {
    it(`${writer.name}: correct policies are silent, and what is taken away is reported`, () => {
      const pick = picker(20260822);
      for (const standpoint of STANDPOINTS) {
        if (standpoint.kinds.includes(writer.kind)) prove(standpoint, writer, total, pick);
      }
    });
  }

  it('tried enough of everything', (context) => {
    const found = [...total.findings].map(([check, times]) => `${times} ${check}`).join(', ');
    context.diagnostic(
      `${total.policies} correct policies, ${total.mutations} mutations, ${total.harmless} of them harmless; findings: ${found}`,
    );
    assert.ok(total.policies > 1000);
    assert.ok(total.mutations > 2000);
    assert.ok(total.harmless > 100);
    for (const check of ['missing-flow', 'blocked-flow', 'missing-return-path']) {
      assert.ok((total.findings.get(check) ?? 0) > 100, check);
    }
  });
});
