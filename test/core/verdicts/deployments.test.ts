import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { symbolPeers } from '../../../server/src/core/packets/peer-set';
import type { Facts } from '../../../server/src/core/deployment/facts';
import type { Rule } from '../../../server/src/core/policies/policy';
import { known, unknown } from '../../../server/src/core/values/value';
import {
  acl,
  aclUse,
  cidrs,
  directory,
  group,
  judgeUnit,
  line,
  service,
  subnet,
  unit,
  use,
  verdictsOn,
} from '../../support/networks';
import { peer, ports, rule } from '../../support/policies';

const udpAndTcp = known([
  { from: 6, to: 6 },
  { from: 17, to: 17 },
]);
const ntp = (to: string): Rule =>
  rule({ protocols: udpAndTcp, ports: ports({ from: 123, to: 123 }), peers: [peer(to)] });
const ntpFrom = (from: string): Rule => ({ ...ntp(from), direction: known('inbound') });
const toGroup = (symbol: string): Rule => ({
  ...ntp('0.0.0.0/0'),
  peers: [{ text: symbol, at: line(5), set: known(symbolPeers(symbol)) }],
});

describe('the members group', () => {
  const d = directory('d', { group: use('custom') });
  const verdicts = (rules: readonly Rule[], facts?: Facts): readonly string[] =>
    verdictsOn(judgeUnit(unit([group('custom', rules)], d), facts), 'directory.ntp');

  it('may let out what an inferred custom group lacks', () => {
    assert.deepEqual(verdicts([]), ['custom as workspace: undetermined']);
    assert.deepEqual(verdicts([ntp('0.0.0.0/0')]), ['custom as workspace: met']);
    const [gap] = judgeUnit(unit([group('custom')], d)).filter(
      ({ asked }) => asked.requirement.id === 'directory.ntp',
    );
    assert.ok(gap?.outcome.verdict === 'undetermined');
    assert.match(gap.outcome.cause?.reason ?? '', /members group of d \(d\.members\)/);
    assert.deepEqual(gap.outcome.cause?.at, line(41));
  });

  it('lets nothing in', () => {
    const judged = judgeUnit(unit([group('custom')], d));
    assert.deepEqual(verdictsOn(judged, 'workspace.https.in'), ['custom as workspace: missing']);
  });

  it('lets nothing out where it is said to be narrowed, or where somebody stated the role', () => {
    assert.deepEqual(verdicts([], { membersGroup: 'restricted' }), ['custom as workspace: missing']);
    const stated = group('custom', [], {
      comments: [{ text: 'workspaces-netlint: role=workspace', at: line(1) }],
    });
    assert.deepEqual(verdictsOn(judgeUnit(unit([stated], d)), 'directory.ntp'), [
      'custom as workspace: missing',
    ]);
  });

  it('is judged together with the custom group where its rules are there', () => {
    const both = (rules: readonly Rule[]): readonly string[] =>
      verdictsOn(judgeUnit(unit([group('custom'), group('d.members', rules)], d)), 'directory.ntp');
    assert.deepEqual(both([]), ['custom as workspace: missing']);
    assert.deepEqual(both([ntp('0.0.0.0/0')]), ['custom as workspace: met']);
  });
});

describe('groups beside one that nobody sees', () => {
  it('may let through what it lacks, and the reason says so', () => {
    const stated = group('custom', [], {
      comments: [{ text: 'workspaces-netlint: role=workspace', at: line(1) }],
    });
    const more = unknown('var.groups has no value', line(81));
    const judged = judgeUnit(unit([stated], { kind: 'interface', groups: [stated], more, at: line(80) }));
    const [gap] = judged.filter(({ asked }) => asked.requirement.id === 'workspace.https.in');
    assert.ok(gap?.outcome.verdict === 'undetermined');
    assert.equal(
      gap.outcome.cause?.reason,
      'custom does not allow that, but other groups on the same interface are not known: var.groups has no value',
    );
    assert.deepEqual(gap.outcome.cause.at, line(81));
  });
});

describe('controllers whose subnets are known', () => {
  const network = [
    directory('d', { group: use('custom'), service: use('ad') }),
    service('ad', { subnets: [use('a'), use('b')] }),
    subnet('a', '10.0.1.0/24'),
    subnet('b', '10.0.2.0/24'),
  ];
  const verdict = (...rules: readonly Rule[]): readonly string[] =>
    verdictsOn(
      judgeUnit(unit([group('custom', rules)], ...network), { membersGroup: 'restricted' }),
      'directory.ntp',
    );

  it('are reached by a rule for all of these, perhaps by one for a part, not by one for others', () => {
    assert.deepEqual(verdict(ntp('10.0.0.0/16')), ['custom as workspace: met']);
    assert.deepEqual(verdict(ntp('10.0.1.0/24'), ntp('10.0.2.0/24')), ['custom as workspace: met']);
    assert.deepEqual(verdict(ntp('10.0.1.10/32')), ['custom as workspace: undetermined']);
    assert.deepEqual(verdict(ntp('172.16.0.0/12')), ['custom as workspace: missing']);
  });

  it('are reached by a rule for the group that AWS made for them, but not for certain by another', () => {
    assert.deepEqual(verdict(toGroup('sg:ad.group')), ['custom as workspace: met']);
    assert.deepEqual(verdict(toGroup('sg:other')), ['custom as workspace: undetermined']);
  });
});

describe('WorkSpaces whose subnets are known', () => {
  const network = [
    directory('d', { group: use('custom'), service: use('ad'), subnets: [use('a')] }),
    service('ad'),
    subnet('a', '10.0.1.0/24'),
  ];
  const verdict = (...rules: readonly Rule[]): readonly string[] =>
    verdictsOn(
      judgeUnit(unit([group('custom'), group('ad.group', rules)], ...network)),
      'directory.ntp',
    ).slice(-1);

  it('are reached by a rule for these, or for their group', () => {
    assert.deepEqual(verdict(ntpFrom('10.0.0.0/16')), ['ad.group as directory: met']);
    assert.deepEqual(verdict(ntpFrom('10.0.1.0/25')), ['ad.group as directory: missing']);
    assert.deepEqual(verdict({ ...toGroup('sg:custom'), direction: known('inbound') }), [
      'ad.group as directory: met',
    ]);
    assert.deepEqual(verdict({ ...toGroup('sg:other'), direction: known('inbound') }), [
      'ad.group as directory: undetermined',
    ]);
  });
});

it('the groups of one directory do not stand for those of another', () => {
  const two = unit(
    [group('one', [toGroup('sg:ad1.group')]), group('two', [toGroup('sg:ad1.group')])],
    directory('d', { group: use('one'), service: use('ad1') }),
    directory('e', { group: use('two'), service: use('ad2') }),
    service('ad1', { subnets: [use('a')] }),
    service('ad2', { subnets: [use('a')] }),
    subnet('a', '10.0.1.0/24'),
  );
  assert.deepEqual(verdictsOn(judgeUnit(two), 'directory.ntp'), [
    'one as workspace: met',
    'two as workspace: undetermined',
  ]);
});

describe('a network ACL', () => {
  const closed = (subnets: readonly string[], facts?: Facts): readonly string[] =>
    verdictsOn(
      judgeUnit(
        unit(
          [acl('front')],
          directory('d', { subnets: [use('a')], service: use('ad') }),
          service('ad', { subnets: [use(subnets.length === 1 ? 'a' : 'b')] }),
          subnet('a', '10.0.1.0/24'),
          subnet('b', '10.0.2.0/24'),
          aclUse('front', subnets),
        ),
        facts,
      ),
      'directory.ntp',
    );

  it('is not crossed by peers in the one subnet behind it', () => {
    assert.deepEqual(closed(['a']), ['front as workspace: met', 'front as directory: met']);
  });

  it('is crossed from one subnet behind it to another', () => {
    assert.deepEqual(closed(['a', 'b']), ['front as workspace: missing', 'front as directory: missing']);
  });

  it('is judged whatever the members group lets out', () => {
    assert.deepEqual(closed(['a'], { directoryControllers: cidrs('10.0.9.10/32') }), [
      'front as workspace: missing',
      'front as directory: met',
    ]);
  });
});
