import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { known } from '../../server/src/core/values/value';
import { judgeAs, verdict } from '../support/judging';
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
});
