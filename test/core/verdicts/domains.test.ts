import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingFlows } from '../../../server/src/core/checks/missing-flows';
import { firewallYaml } from '../../../server/src/core/formats/firewall-yaml';
import type { Policy } from '../../../server/src/core/policies/policy';
import { hostsOf } from '../../../server/src/core/requirements/domains';
import { EDITIONS } from '../../../server/src/core/requirements/editions';
import type { Facts } from '../../../server/src/core/deployment/facts';
import type { Judgement } from '../../../server/src/core/verdicts/judge';
import { edition, judgeAs, verdict } from '../../support/judging';

const FACTS: Facts = { regions: ['us-west-2'], protocols: ['pcoip', 'wsp'], webAccess: true };

/** A firewall with these rules; one for each line: action, ports, destinations. */
function firewall(
  ...rules: readonly (readonly [action: string, ports: string, destinations: string])[]
): Policy {
  const text = [
    'firewall:',
    '  rules:',
    ...rules.map(
      ([action, ports, destinations]) =>
        `    - {action: ${action}, direction: outbound, protocol: tcp, ports: [${ports}], destinations: [${destinations}]}`,
    ),
  ].join('\n');
  const { policies, problems } = firewallYaml.read([{ path: 'f.yaml', text }], {});
  assert.deepEqual(problems, []);
  const [policy] = policies;
  assert.ok(policy);
  return policy;
}

function listOf(hosts: readonly string[], ports = '443, 4195'): Policy {
  return firewall(['allow', ports, hosts.map((host) => JSON.stringify(host)).join(', ')]);
}

function judged(policy: Policy, facts: Facts = FACTS, date?: string): readonly Judgement[] {
  return judgeAs('client-network', [policy], facts, date).filter(({ asked }) =>
    asked.requirement.id.startsWith('domain.'),
  );
}

function lost(judgements: readonly Judgement[]): readonly string[] {
  return judgements.flatMap(({ outcome, asked, level }) =>
    outcome.verdict !== 'missing'
      ? []
      : missingFlows(outcome.loss).map(
          ({ protocol, ports, peers }) =>
            `${asked.requirement.id} ${level} ${protocol} ${ports} ${peers.join(' ')}`,
        ),
  );
}

test('a list made of the catalog lacks nothing in any Region; without one host it lacks that', () => {
  for (const date of EDITIONS) {
    const { regions, requirements } = edition(date);
    for (const { code } of regions) {
      const demanded = requirements.flatMap(({ id, peers }) =>
        peers.kind === 'domains'
          ? hostsOf(peers, code).flatMap(({ name, level }) => (level === undefined ? [] : [{ id, name }]))
          : [],
      );
      const hosts = [...new Set(demanded.map(({ name }) => name))];
      const facts = { ...FACTS, regions: [code] };
      const written = (names: readonly string[]): Policy =>
        listOf(names.map((name) => name.replace('<directory id>', 'd-90670123ab')));
      assert.deepEqual(lost(judged(written(hosts), facts, date)), [], `${date} ${code}`);
      for (const host of hosts) {
        const found = judged(written(hosts.filter((other) => other !== host)), facts, date).filter(
          ({ outcome }) => outcome.verdict === 'missing',
        );
        const users = demanded.filter(({ name }) => name === host).map(({ id }) => id);
        assert.deepEqual(
          found.map(({ asked }) => asked.requirement.id),
          users,
          `${date} ${code} ${host}`,
        );
        for (const { outcome } of found) {
          const flows = outcome.verdict === 'missing' ? missingFlows(outcome.loss) : [];
          assert.deepEqual(
            flows.map(({ peers }) => peers),
            [[host]],
          );
        }
      }
    }
  }
});

test('the severity is that of the surest value missing', () => {
  const all = [
    '.amazonaws.com',
    '.amazonworkspaces.com',
    '.amazon.com',
    '.awsapps.com',
    '.signin.aws',
    '.a2z.com',
  ];
  const cloudfront = [
    'd2td7dqidlhjx7',
    'd32i4gd7pg4909',
    'd21ui22avrxoh6',
    'd1cbg795sa4g1u',
    'd3s98kk2h6f4oh',
    'dyqsoz7pkju4e',
  ];
  const names = cloudfront.map((name) => `${name}.cloudfront.net`);
  assert.deepEqual(lost(judged(listOf([...all, ...names]))), []);
  assert.deepEqual(lost(judged(listOf([...all, ...names.slice(0, -1)]))), [
    'domain.directory-settings recommended tcp 443 dyqsoz7pkju4e.cloudfront.net',
  ]);
  assert.deepEqual(lost(judged(listOf([...all, ...names.slice(1)]))), [
    'domain.client-update required tcp 443 d2td7dqidlhjx7.cloudfront.net',
  ]);
});

test('an apex does not stand for what is below it, nor the other way round', () => {
  const broker = 'domain.connectivity-check';
  assert.equal(verdict(judged(listOf(['.amazonworkspaces.com'])), broker), 'met');
  assert.equal(verdict(judged(listOf(['*.amazonworkspaces.com'])), broker), 'met');
  assert.equal(verdict(judged(listOf(['amazonworkspaces.com'])), broker), 'missing');
  assert.equal(verdict(judged(listOf(['*.connectivity.amazonworkspaces.com'])), broker), 'missing');
  assert.equal(verdict(judged(listOf(['.connectivity.amazonworkspaces.com'])), broker), 'met');
});

test('the port counts', () => {
  assert.equal(
    verdict(judged(listOf(['.amazonworkspaces.com'], '80')), 'domain.connectivity-check'),
    'missing',
  );
  assert.equal(verdict(judged(listOf(['.a2z.com'], '443')), 'domain.gateway.wsp'), 'missing');
});

test('denies and their order are respected, wildcards or not', () => {
  const id = 'domain.connectivity-check';
  const allow = ['allow', '443', '.amazonworkspaces.com'] as const;
  assert.equal(
    verdict(judged(firewall(['deny', '443', 'connectivity.amazonworkspaces.com'], allow)), id),
    'blocked',
  );
  assert.equal(verdict(judged(firewall(['deny', '443', '"*.amazonworkspaces.com"'], allow)), id), 'blocked');
  assert.equal(verdict(judged(firewall(allow, ['deny', '443', '"*.amazonworkspaces.com"'])), id), 'met');
  assert.equal(verdict(judged(firewall(['deny', '443', 'drp-pdx.amazonworkspaces.com'], allow)), id), 'met');
  assert.equal(verdict(judged(firewall(['deny', '443', '10.0.0.0/8'], allow)), id), 'met');
  assert.equal(verdict(judged(firewall(['deny', '443', 'any'], allow)), id), 'blocked');
  const part = firewall(
    ['deny', '4195', 'a.prod.us-west-2.highlander.aws.a2z.com'],
    ['allow', '4195', '.a2z.com'],
  );
  assert.equal(verdict(judged(part), 'domain.gateway.wsp'), 'blocked');
});

test('a rule to anybody on 443 meets every domain that is asked for there', () => {
  const policy = firewall(['allow', '443', 'any'], ['allow', '80', 'example.com']);
  assert.deepEqual(lost(judged(policy)), [
    'domain.gateway.wsp recommended tcp 4195 *.prod.us-west-2.highlander.aws.a2z.com',
  ]);
});

test('who goes by names is asked for names, and not for addresses of AWS', () => {
  const byName = judgeAs('client-network', [listOf(['example.com'])], FACTS);
  for (const id of ['client.https', 'client.https.quic', 'web.http', 'web.https']) {
    assert.equal(verdict(byName, id), 'undetermined', id);
  }
  assert.equal(verdict(byName, 'client.streaming.wsp'), 'missing');
  const byAddress = judgeAs('client-network', [firewall(['allow', '443', '10.0.0.0/8'])], FACTS);
  assert.ok(!byAddress.some(({ asked }) => asked.requirement.id.startsWith('domain.')));
  assert.equal(verdict(byAddress, 'client.https'), 'missing');
});

test('what is the same in every Region is judged without one', () => {
  const judgements = judged(listOf(['example.com']), { protocols: ['wsp'] });
  assert.equal(verdict(judgements, 'domain.captcha'), 'missing');
  assert.equal(verdict(judgements, 'domain.api'), 'undetermined');
});
