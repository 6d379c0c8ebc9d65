import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressPeers, symbolPeers, type PeerSet } from '../../../server/src/core/packets/peer-set';
import { parseAddresses } from '../../../server/src/core/packets/cidr';
import { TCP, UDP } from '../../../server/src/core/packets/packet-set';
import type { Change, NewRule } from '../../../server/src/core/policies/change';
import type { Policy } from '../../../server/src/core/policies/policy';
import { loadsWith } from '../../../server/src/core/policies/quota';

const AT = { file: { path: 'main.tf', text: '' }, span: { start: 0, end: 0 } };

function policyOf(kind: Policy['kind']): Policy {
  return {
    kind,
    name: 'clients',
    at: AT,
    evaluation: kind === 'security-group' ? 'any-allow' : 'first-match',
    stateful: kind === 'security-group',
    defaults: { inbound: 'deny', outbound: 'deny' },
    rules: [],
    comments: [],
    tags: [],
    words: [],
  };
}

function block(cidr: string): PeerSet {
  const range = parseAddresses(cidr);
  assert.ok(!('error' in range));
  return addressPeers(range);
}

function adding(policy: Policy, peers: PeerSet): Change {
  const rule: NewRule = {
    direction: 'outbound',
    protocols: [
      { from: TCP, to: TCP },
      { from: UDP, to: UDP },
    ],
    ports: [
      { from: 53, to: 53 },
      { from: 88, to: 88 },
    ],
    peers,
    words: [],
    purpose: '',
  };
  return { kind: 'add-rules', policy, rules: [rule] };
}

describe('loads with changes', () => {
  it('counts a rule for each protocol, span of ports and peer', () => {
    const group = policyOf('security-group');
    assert.deepEqual(loadsWith(group, [adding(group, block('10.0.0.0/8'))]), [
      { direction: 'outbound', family: 'ipv4', count: 4 },
    ]);
  });

  it('counts a group in both families', () => {
    const group = policyOf('security-group');
    assert.deepEqual(
      loadsWith(group, [adding(group, symbolPeers('sg:other'))]).map(({ family, count }) => [family, count]),
      [
        ['ipv4', 4],
        ['ipv6', 4],
      ],
    );
  });

  it('counts the deny that closes a network ACL', () => {
    const acl = policyOf('network-acl');
    assert.deepEqual(
      loadsWith(acl, [adding(acl, block('10.0.0.0/8'))]).map(({ count }) => count),
      [5],
    );
  });

  it('leaves out what changes of other policies do', () => {
    const group = policyOf('security-group');
    assert.deepEqual(loadsWith(policyOf('security-group'), [adding(group, block('10.0.0.0/8'))]), []);
  });
});
