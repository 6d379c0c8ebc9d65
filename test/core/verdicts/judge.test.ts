import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingFlows } from '../../../server/src/core/checks/missing-flows';
import type { MissingFlow } from '../../../server/src/core/checks/diagnostic';
import { symbolPeers } from '../../../server/src/core/packets/peer-set';
import type { Peer, Rule } from '../../../server/src/core/policies/policy';
import { known, unknown } from '../../../server/src/core/values/value';
import type { Judgement } from '../../../server/src/core/verdicts/judge';
import { judgeAs, on, verdict } from '../../support/judging';
import { AT, peer, peersOf, policy, ports, rule } from '../../support/policies';

const UDP = known([{ from: 17, to: 17 }]);
const BOTH = known([
  { from: 6, to: 6 },
  { from: 17, to: 17 },
]);
const OREGON = { regions: ['us-west-2'], protocols: ['wsp'] as const };
const WSP = '34.223.96.0/22';
const stateful = { stateful: true } as const;

const port = (...numbers: readonly number[]): Rule['ports'] =>
  ports(...numbers.map((from) => ({ from, to: from })));
const streaming = (parts: Partial<Rule> = {}): Rule =>
  rule({ protocols: BOTH, ports: port(4195), peers: [peer(WSP)], ...parts });
const missing = (judgement: Judgement): readonly MissingFlow[] =>
  judgement.outcome.verdict === 'missing' ? missingFlows(judgement.outcome.loss) : [];

describe('judge', () => {
  it('meets what is wholly allowed', () => {
    const judged = judgeAs('client-network', [policy([streaming()], stateful)], OREGON);
    assert.equal(verdict(judged, 'client.streaming.wsp'), 'met');
    assert.equal(verdict(judged, 'client.health-check.wsp'), 'missing');
  });

  it('tells the whole residual', () => {
    const half = policy([streaming({ peers: [peer('34.223.96.0/23')] })], stateful);
    assert.deepEqual(missing(on(judgeAs('client-network', [half], OREGON), 'client.streaming.wsp')), [
      { direction: 'outbound', protocol: 'tcp', ports: '4195', peers: ['34.223.98.0/23'] },
      { direction: 'outbound', protocol: 'udp', ports: '4195', peers: ['34.223.98.0/23'] },
    ]);
    const tcpOnly = policy([streaming({ protocols: known([{ from: 6, to: 6 }]) })], stateful);
    assert.deepEqual(missing(on(judgeAs('client-network', [tcpOnly], OREGON), 'client.streaming.wsp')), [
      { direction: 'outbound', protocol: 'udp', ports: '4195', peers: [WSP] },
    ]);
  });

  describe('denies', () => {
    const deny = (parts: Partial<Rule> = {}): Rule => rule({ action: 'deny', protocols: UDP, ...parts });

    it('blames a deny that stands in front of the allow', () => {
      const judged = judgeAs('client-network', [policy([deny(), streaming()], stateful)], OREGON);
      assert.equal(verdict(judged, 'client.streaming.wsp'), 'blocked');
      assert.deepEqual(missing(on(judged, 'client.streaming.wsp')), [
        { direction: 'outbound', protocol: 'udp', ports: '4195', peers: [WSP] },
      ]);
    });

    it('blames nobody for a deny behind the allow, or for one that closes the policy', () => {
      const everything = rule({ action: 'deny', protocols: known([{ from: 0, to: 255 }]) });
      assert.equal(
        verdict(
          judgeAs('client-network', [policy([streaming(), deny()], stateful)], OREGON),
          'client.streaming.wsp',
        ),
        'met',
      );
      const closed = policy([everything], { ...stateful, defaults: { inbound: 'deny', outbound: 'allow' } });
      assert.equal(verdict(judgeAs('client-network', [closed], OREGON), 'client.streaming.wsp'), 'missing');
    });

    it('calls it missing when not all of it is lost to denies', () => {
      const judged = judgeAs(
        'client-network',
        [policy([deny(), streaming({ peers: [peer('34.223.96.0/23')] })], stateful)],
        OREGON,
      );
      assert.equal(verdict(judged, 'client.streaming.wsp'), 'missing');
      const { outcome } = on(judged, 'client.streaming.wsp');
      assert.ok(outcome.verdict === 'missing' && outcome.loss.deny !== undefined);
    });

    it('does not know what a deny of only some sources does', () => {
      const some = policy([deny({ own: [peer('10.1.0.0/16')] }), streaming()], stateful);
      assert.equal(
        verdict(judgeAs('client-network', [some], OREGON), 'client.streaming.wsp'),
        'undetermined',
      );
      const there = { ...OREGON, clientCidrs: peersOf('10.1.0.0/16') };
      assert.equal(verdict(judgeAs('client-network', [some], there), 'client.streaming.wsp'), 'blocked');
      const elsewhere = { ...OREGON, clientCidrs: peersOf('10.2.0.0/16') };
      assert.equal(verdict(judgeAs('client-network', [some], elsewhere), 'client.streaming.wsp'), 'met');
    });
  });

  describe('answers', () => {
    const back = (from: number, to = 65535): Rule =>
      streaming({
        direction: known('inbound'),
        ports: ports({ from, to }),
        sourcePorts: port(4195),
      });

    for (const [from, expected] of [
      [1024, 'met'],
      [32768, 'undetermined'],
      [49152, 'undetermined'],
      [49153, 'answers'],
    ] as const) {
      it(`from ${from} are ${expected} while the ephemeral ports are not stated`, () => {
        const judged = judgeAs('client-network', [policy([streaming(), back(from)])], OREGON);
        assert.equal(verdict(judged, 'client.streaming.wsp'), expected);
      });
    }

    it('are told with the port they come from', () => {
      const judged = judgeAs('client-network', [policy([streaming()])], {
        ...OREGON,
        ephemeralPorts: { from: 32768, to: 61000 },
      });
      assert.deepEqual(missing(on(judged, 'client.streaming.wsp')), [
        { direction: 'inbound', protocol: 'tcp', ports: '32768-61000', sourcePorts: '4195', peers: [WSP] },
        { direction: 'inbound', protocol: 'udp', ports: '32768-61000', sourcePorts: '4195', peers: [WSP] },
      ]);
    });

    it('do not matter when the way there is lost', () => {
      const judged = judgeAs('client-network', [policy([back(1024)])], OREGON);
      assert.equal(verdict(judged, 'client.streaming.wsp'), 'missing');
    });

    it('may come from a deny', () => {
      const deny = rule({ action: 'deny', direction: known('inbound'), protocols: UDP });
      const judged = judgeAs('client-network', [policy([streaming(), deny, back(1024)])], OREGON);
      assert.equal(verdict(judged, 'client.streaming.wsp'), 'answers');
    });

    it('have a range of their own where the catalog says so', () => {
      const out = rule({ protocols: UDP, ports: port(50002, 55002) });
      const answers = rule({
        direction: known('inbound'),
        protocols: UDP,
        ports: ports({ from: 49152, to: 65535 }),
      });
      const judged = judgeAs(
        'management',
        [policy([out, answers])],
        { regions: ['us-west-2'] },
        '2022-09-02',
      );
      assert.equal(verdict(judged, 'management.media.out'), 'met');
    });
  });

  describe('somebody whose address is not known', () => {
    const ldap = (parts: Partial<Rule> = {}): Rule => rule({ protocols: BOTH, ports: port(389), ...parts });
    const group = (name: string): Peer => ({ text: name, at: AT, set: known(symbolPeers(`sg:${name}`)) });
    const of = (parts: Partial<Rule>, facts = {}): string =>
      verdict(judgeAs('workspace', [policy([ldap(parts)], stateful)], facts), 'directory.ldap');

    it('is met by everybody, by the very group, and undetermined by some', () => {
      assert.equal(of({}), 'met');
      assert.equal(of({ peers: [group('controllers')] }), 'met');
      assert.equal(of({ peers: [group('other')] }), 'undetermined');
      assert.equal(of({ peers: [peer('10.0.0.0/8')] }), 'undetermined');
    });

    it('is missing port by port, with the symbol as peer', () => {
      const judged = judgeAs(
        'workspace',
        [policy([rule({ protocols: UDP, ports: port(389) })], stateful)],
        {},
      );
      assert.deepEqual(missing(on(judged, 'directory.ldap')), [
        { direction: 'outbound', protocol: 'tcp', ports: '389', peers: ['directory-controllers'] },
      ]);
    });

    it('is exact once the addresses are given, but a group may stand for them', () => {
      const given = { directoryControllers: peersOf('10.20.1.10-10.20.1.11') };
      assert.equal(of({ peers: [peer('10.20.1.0/24')] }, given), 'met');
      assert.equal(of({ peers: [peer('10.20.1.10/32')] }, given), 'missing');
      assert.equal(of({ peers: [group('other')] }, given), 'undetermined');
    });

    it('may be any part of the VPC', () => {
      const inbound = (cidr: string): string =>
        verdict(
          judgeAs(
            'directory',
            [policy([ldap({ direction: known('inbound'), peers: [peer(cidr)] })], stateful)],
            {
              vpcCidrs: peersOf('10.20.0.0/16'),
            },
          ),
          'directory.ldap',
        );
      assert.equal(inbound('10.0.0.0/8'), 'met');
      assert.equal(inbound('10.20.4.0/22'), 'undetermined');
      assert.equal(inbound('192.168.0.0/16'), 'missing');
    });
  });

  describe('unknown values', () => {
    const hidden: Peer = { text: 'var.x', at: AT, set: unknown('it is a variable', AT) };

    it('are neither a pass nor an error', () => {
      const judged = judgeAs('client-network', [policy([streaming({ peers: [hidden] })], stateful)], OREGON);
      const { outcome } = on(judged, 'client.streaming.wsp');
      assert.ok(outcome.verdict === 'undetermined');
      assert.equal(outcome.cause?.reason, 'it is a variable');
    });

    it('do not hide what is missing whatever they are', () => {
      const judged = judgeAs(
        'client-network',
        [policy([streaming({ protocols: UDP, peers: [hidden] })], stateful)],
        OREGON,
      );
      assert.deepEqual(missing(on(judged, 'client.streaming.wsp')), [
        { direction: 'outbound', protocol: 'tcp', ports: '4195', peers: [WSP] },
      ]);
    });

    it('of an incomplete policy are told once, or not at all where another finding does', () => {
      for (const silent of [false, true]) {
        const judged = judgeAs(
          'client-network',
          [policy([], { ...stateful, incomplete: { reason: 'AWS made it', at: AT, silent } })],
          OREGON,
        );
        const { outcome } = on(judged, 'client.streaming.wsp');
        assert.ok(outcome.verdict === 'undetermined');
        assert.equal(outcome.cause?.reason, silent ? undefined : 'AWS made it');
      }
    });
  });

  it('judges groups on one interface together, and each alone without an attachment', () => {
    const tcp = policy([streaming({ protocols: known([{ from: 6, to: 6 }]) })], { ...stateful, name: 'tcp' });
    const udp = policy([streaming({ protocols: UDP })], { ...stateful, name: 'udp' });
    const together = judgeAs('client-network', [tcp, udp], OREGON, undefined, [
      { kind: 'interface', groups: [tcp, udp], at: AT },
    ]);
    assert.deepEqual(
      together
        .filter(({ asked }) => asked.requirement.id === 'client.streaming.wsp')
        .map(({ outcome }) => outcome.verdict),
      ['met'],
    );
    const alone = judgeAs('client-network', [tcp, udp], OREGON);
    assert.equal(alone.filter(({ asked }) => asked.requirement.id === 'client.streaming.wsp').length, 2);
    assert.equal(verdict(alone, 'client.streaming.wsp'), 'missing');
  });
});
