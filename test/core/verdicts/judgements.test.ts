import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facts, Proxy } from '../../../server/src/core/deployment/facts';
import { symbolPeers } from '../../../server/src/core/packets/peer-set';
import type { Policy, Rule } from '../../../server/src/core/policies/policy';
import { known } from '../../../server/src/core/values/value';
import { judgeAs, on, verdict } from '../../support/judging';
import { AT, peer, policy, ports, rule } from '../../support/policies';

const BOTH = known([
  { from: 6, to: 6 },
  { from: 17, to: 17 },
]);
const open = (port: number, parts: Partial<Rule> = {}): Rule =>
  rule({ protocols: BOTH, ports: ports({ from: port, to: port }), ...parts });
const clients = (
  rules: readonly Rule[],
  facts: Facts = { regions: ['us-west-2'] },
  date?: string,
): ReturnType<typeof judgeAs> => judgeAs('client-network', [policy(rules, { stateful: true })], facts, date);
const ids = (judgements: ReturnType<typeof judgeAs>): string[] =>
  judgements.map(({ asked }) => asked.requirement.id);

describe('judgements', () => {
  it('asks less of a protocol that nobody states and nobody opens', () => {
    const judged = clients([open(4172)]);
    assert.equal(on(judged, 'client.streaming.wsp').level, 'recommended');
    assert.equal(on(judged, 'client.streaming.wsp').unlikely, 'wsp');
    assert.equal(on(judged, 'client.streaming.pcoip').level, 'required');
    const stated = clients([open(4172)], { regions: ['us-west-2'], protocols: ['pcoip', 'wsp'] });
    assert.equal(on(stated, 'client.streaming.wsp').level, 'required');
    assert.equal(on(clients([]), 'client.streaming.wsp').level, 'required');
    assert.ok(
      !ids(clients([], { regions: ['us-west-2'], protocols: ['pcoip'] })).includes('client.streaming.wsp'),
    );
  });

  it('lowers internet access while it is unstated, and drops it when there is none', () => {
    const workspace = (facts: Facts): ReturnType<typeof judgeAs> =>
      judgeAs('workspace', [policy([], { stateful: true })], facts);
    assert.equal(on(workspace({}), 'workspace.https.out').level, 'recommended');
    assert.equal(on(workspace({ internetAccess: true }), 'workspace.https.out').level, 'required');
    assert.ok(!ids(workspace({ internetAccess: false })).includes('workspace.https.out'));
    assert.equal(on(workspace({}), 'workspace.https.in').level, 'optional');
  });

  it('never makes an error of a gap in a list that changes weekly', () => {
    const half = clients([open(443, { peers: [peer('0.0.0.0/1')] })]);
    assert.equal(verdict(half, 'client.https'), 'missing');
    assert.equal(on(half, 'client.https').level, 'recommended');
    assert.equal(on(clients([]), 'client.https').level, 'required');
  });

  it('does not judge by addresses what a policy allows by domain names', () => {
    const domain = { text: 'amazonaws.com', at: AT, set: known(symbolPeers('domain:.amazonaws.com')) };
    const judged = clients([open(443, { peers: [domain] })]);
    assert.deepEqual(on(judged, 'client.https').outcome, { verdict: 'undetermined' });
    assert.equal(verdict(judged, 'client.streaming.wsp'), 'missing');
  });

  it('judges once for each Region what differs by Region, and the rest once', () => {
    const judged = clients([], { regions: ['us-west-2', 'eu-west-1'], protocols: ['wsp'] });
    assert.deepEqual(
      judged
        .filter(({ asked }) => asked.requirement.id === 'client.streaming.wsp')
        .map(({ asked }) => asked.region),
      ['us-west-2', 'eu-west-1'],
    );
    const directory = judgeAs('workspace', [policy([], { stateful: true })], {
      regions: ['us-west-2', 'eu-west-1'],
    });
    assert.equal(ids(directory).filter((id) => id === 'directory.ldap').length, 1);
    assert.equal(on(directory, 'directory.ldap').asked.region, undefined);
  });

  it('leaves open without a finding what depends on a Region that is not known', () => {
    assert.deepEqual(on(clients([], {}), 'client.streaming.wsp').outcome, { verdict: 'undetermined' });
    assert.deepEqual(on(clients([], { regions: ['eu-north-1'] }), 'client.streaming.wsp').outcome, {
      verdict: 'undetermined',
    });
    // Known for WSP alone.
    const ohio = clients([], { regions: ['us-east-2'] });
    assert.equal(verdict(ohio, 'client.streaming.wsp'), 'missing');
    assert.equal(verdict(ohio, 'client.streaming.pcoip'), 'undetermined');
  });

  it('asks for IPv6 ranges only where IPv6 is in use', () => {
    const v4 = open(4172, { peers: [peer('0.0.0.0/0')] });
    assert.equal(verdict(clients([v4]), 'client.streaming.pcoip'), 'met');
    const dual: Facts = { regions: ['us-west-2'], ipFamilies: ['ipv4', 'ipv6'] };
    assert.equal(verdict(clients([v4], dual), 'client.streaming.pcoip'), 'missing');
    assert.equal(
      verdict(clients([v4, open(4172, { peers: [peer('::/0')] })], dual), 'client.streaming.pcoip'),
      'met',
    );
  });

  describe('the management interface', () => {
    const management = (
      facts: Facts,
      rules: readonly Rule[] = [],
      parts: Partial<Policy> = {},
    ): ReturnType<typeof judgeAs> =>
      judgeAs('management', [policy(rules, { stateful: true, ...parts })], {
        regions: ['us-west-2'],
        ...facts,
      });

    it('computes the KMS address of Office for each candidate', () => {
      const kms = (facts: Facts, ...cidrs: readonly string[]): string =>
        verdict(management(facts, [rule({ peers: cidrs.map(peer) })]), 'management.kms.office-public');
      const exact = ['172.31.64.250/32', '192.168.64.250/32', '198.19.64.250/32'];
      assert.equal(kms({ protocols: ['pcoip'] }, ...exact), 'met');
      assert.equal(kms({ protocols: ['pcoip'] }, ...exact.slice(1)), 'missing');
      assert.equal(kms({ protocols: ['wsp'] }, ...exact), 'missing');
      assert.equal(kms({ protocols: ['wsp'] }, ...exact, '10.9.64.250/32'), 'met');
    });

    it('follows the licence', () => {
      const byol = management({ licensing: 'byol', protocols: ['pcoip'] });
      assert.ok(
        ids(byol).includes('management.kms.windows-byol') && !ids(byol).includes('management.kms.windows'),
      );
      const { parts = [] } = on(byol, 'management.web.in').asked;
      assert.deepEqual(
        parts.map(({ forward }) => forward.wide.peers().v4),
        [[0x36efe000, 0x36eff000]],
      );
    });

    it('wants the metadata address among the proxy exclusions', () => {
      const proxy: Proxy = { client: 'none', host: true, exclusions: [] };
      assert.equal(verdict(management({ proxy }), 'management.proxy-exclusion'), 'missing');
      const excluded = { ...proxy, exclusions: ['169.254.169.254'] };
      assert.equal(verdict(management({ proxy: excluded }), 'management.proxy-exclusion'), 'met');
      assert.ok(!ids(management({})).includes('management.proxy-exclusion'));
    });
  });

  it('says nothing about a direction that a policy says nothing about', () => {
    const inboundOnly = judgeAs(
      'workspace',
      [policy([], { defaults: { inbound: 'deny', outbound: 'not-judged' } })],
      {},
    );
    assert.deepEqual(ids(inboundOnly), ['workspace.http.in', 'workspace.https.in']);
  });
});
