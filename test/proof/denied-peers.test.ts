import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { known } from '../../server/src/core/values/value';
import { judgeAs, on, verdict } from '../support/judging';
import { peer, peersOf, policy, ports, rule } from '../support/policies';

/** 0.0.0.0/0 reaches every group and list; behind a deny it must not be taken for naming one of them. */
describe('an allow of everywhere behind a deny', () => {
  const dns = ports({ from: 53, to: 53 });
  const udp = known([{ from: 17, to: 17 }]);

  it('does not leave it open whether addresses that were denied get through', () => {
    const servers = '10.20.1.10/31';
    const deny = rule({ action: 'deny', protocols: udp, ports: dns, peers: [peer(servers)] });
    const allow = rule({ protocols: udp, ports: dns });
    const facts = { regions: ['us-west-2'], dnsServers: peersOf(servers) };
    const judged = judgeAs('client-network', [policy([deny, allow], { stateful: true })], facts);
    assert.equal(verdict(judged, 'client.dns'), 'blocked');
  });

  it('does not reach the WorkSpaces when their VPC was denied', () => {
    const vpc = '10.20.0.0/16';
    const inbound = { direction: known('inbound' as const), protocols: udp };
    const ntp = ports({ from: 123, to: 123 });
    const deny = rule({ ...inbound, action: 'deny', ports: ntp, peers: [peer(vpc)] });
    const allow = rule({ ...inbound, ports: ntp });
    const firewall = policy([deny, allow], { stateful: true });
    const judged = judgeAs('directory', [firewall], { vpcCidrs: peersOf(vpc) });
    assert.equal(verdict(judged, 'directory.ntp'), 'blocked');
  });

  it('blames the deny of somebody who could be meant, not one of others on the same port', () => {
    const kms = { protocols: known([{ from: 6, to: 6 }]), ports: ports({ from: 1688, to: 1688 }) };
    const deny = { ...kms, action: 'deny' } as const;
    const others = rule({ ...deny, name: 'others', peers: [peer('169.254.169.250')] });
    const meant = rule({ ...deny, name: 'meant', peers: [peer('10.0.0.0/8')] });
    const firewall = policy([others, meant, rule(kms)], { stateful: true });
    const judged = judgeAs('management', [firewall], { regions: ['us-west-2'], protocols: ['wsp'] });
    const { outcome } = on(judged, 'management.kms.office-public');
    assert.ok(outcome.verdict === 'missing');
    assert.equal(outcome.loss.kind, 'blocked');
    assert.equal(outcome.loss.deny?.name, 'meant');
  });
});
