import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { awsJson } from '../../../server/src/core/formats/aws-json';
import type { Unit } from '../../../server/src/core/formats/format';
import { readUnits } from '../../../server/src/core/formats';
import type { Direction } from '../../../server/src/core/policies/policy';
import { lineOf, showRules } from '../../support/show-policy';

const fixture = (name: string) => readFileSync(`test/fixtures/aws-json/${name}`, 'utf8');

/** Reads one file through the front door: claimed, read alone. */
function read(text: string, path = 'net/export.json', direction?: Direction): Unit {
  const units = readUnits([{ path, text }], direction === undefined ? {} : { direction });
  assert.equal(units.length, 1, 'the file is claimed');
  const [unit] = units;
  assert.ok(unit);
  return unit;
}

function readFiles(files: Readonly<Record<string, string>>): readonly Unit[] {
  return readUnits(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    {},
  );
}

const summary = ({ policies }: Unit) => policies.map((policy) => [policy.name, ...showRules(policy)]);
const problems = ({ problems: all }: Unit) =>
  all.map(({ kind, at, message }) => [kind, at.file.text.slice(at.span.start, at.span.end), message]);

const PERMISSION = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
const GROUP = {
  GroupId: 'sg-0abc',
  GroupName: 'web',
  OwnerId: '111122223333',
  IpPermissions: [PERMISSION],
  IpPermissionsEgress: [],
};
const OTHER = { ...GROUP, GroupId: 'sg-0def' };
const ONE = [['sg-0abc', 'allow inbound 6 443 → 10.0.0.0/8']];
const TWO = [...ONE, ['sg-0def', 'allow inbound 6 443 → 10.0.0.0/8']];

describe('aws-json', () => {
  it('reads describe-security-groups as the command line prints it', () => {
    const unit = read(fixture('describe-security-groups.json'));
    assert.deepEqual(summary(unit), [
      [
        'sg-0a1b2c3d4e5f60718',
        'allow outbound 6 4172 → 35.80.88.0/21 + 54.244.46.0/23',
        'allow outbound all all → sg:sg-0fffe0d1c2b3a4958',
        'allow outbound 1 8 → 10.20.0.0/16 + 2001:db8:10::/48 + ' +
          '?the entries of prefix list pl-68a54001 are not in the files ≥ prefix-list:pl-68a54001',
      ],
      ['sg-0c1d2e3f405162738', 'allow inbound 17 53 → 0.0.0.0/0, every named peer'],
    ]);
    assert.deepEqual(unit.problems, []);
    const [branch, controllers] = unit.policies;
    assert.ok(branch && controllers);
    assert.deepEqual(
      { ...branch, rules: [], at: undefined, tags: branch.tags.map(({ key, value }) => `${key}=${value}`) },
      {
        kind: 'security-group',
        evaluation: 'any-allow',
        stateful: true,
        name: 'sg-0a1b2c3d4e5f60718',
        at: undefined,
        defaults: { inbound: 'deny', outbound: 'deny' },
        rules: [],
        symbol: 'sg:sg-0a1b2c3d4e5f60718',
        comments: [],
        tags: ['Name=branch desktops', 'workspaces-netlint:role=client-network'],
        words: ['branch', 'Desktops of the branch office', 'branch desktops'],
        region: { kind: 'known', value: 'us-west-2' },
      },
    );
    assert.deepEqual([lineOf(branch), lineOf(controllers)], [3, 75]);
    assert.deepEqual(
      unit.attachments.map(
        (attachment) => attachment.kind === 'directory-controllers' && attachment.group.name,
      ),
      ['sg-0c1d2e3f405162738'],
    );
  });

  const wrappers: readonly [name: string, value: unknown, expected: unknown][] = [
    ['{SecurityGroups: […]}', { SecurityGroups: [GROUP, OTHER] }, TWO],
    ['{Groups: […]}', { Groups: [GROUP, OTHER] }, TWO],
    ['a bare list', [GROUP, OTHER], TWO],
    ['a list of lists', [[GROUP], [OTHER]], TWO],
    ['one group', GROUP, ONE],
    ['{status_code, data}', { status_code: 200, data: { SecurityGroups: [GROUP] } }, ONE],
    ['a list of answers', [{ SecurityGroups: [GROUP] }, { SecurityGroups: [OTHER] }], TWO],
    ['answers by Region', { 'us-west-2': { SecurityGroups: [GROUP] }, 'eu-west-1': [OTHER] }, TWO],
    [
      'a collector’s dump',
      { provider: 'aws', security_groups: [GROUP], instances: [{ SecurityGroups: [{ GroupId: 'sg-1' }] }] },
      ONE,
    ],
    ['a page', { SecurityGroups: [GROUP], NextToken: 'x', ResponseMetadata: { RequestId: 'y' } }, ONE],
    ['a group without an id', { ...GROUP, GroupId: undefined }, [['web', ONE[0]?.[1]]]],
    [
      'a group without a name',
      { IpPermissions: [PERMISSION], IpPermissionsEgress: [] },
      [['export', ONE[0]?.[1]]],
    ],
    ['an empty answer', { SecurityGroups: [], IpPermissions: 'x' }, []],
    [
      'a request in a script',
      { steps: [{ api: 'authorize', GroupId: '{{ g }}', IpPermissions: [{ IpProtocol: '{{ p }}' }] }] },
      [],
    ],
    ['a template', { Resources: { G: { Properties: { SecurityGroupIngress: [PERMISSION] } } } }, []],
    ['somebody else’s list', { rules: [PERMISSION] }, []],
  ];
  for (const [name, value, expected] of wrappers) {
    it(`reads ${name}`, () => {
      for (const indent of [0, 4]) {
        const unit = read(JSON.stringify(value, null, indent));
        assert.deepEqual(summary(unit), expected);
        assert.deepEqual(unit.problems, []);
        for (const { at } of unit.policies) assert.equal(at.file.text.slice(at.span.start, at.span.end), '{');
      }
    });
  }

  it('judges only the direction whose key is there', () => {
    const [group] = read(JSON.stringify({ ...GROUP, IpPermissionsEgress: undefined })).policies;
    assert.deepEqual(group?.defaults, { inbound: 'deny', outbound: 'not-judged' });
    const [egress] = read(JSON.stringify({ GroupId: 'sg-1', IpPermissionsEgress: [] })).policies;
    assert.deepEqual(egress?.defaults, { inbound: 'not-judged', outbound: 'deny' });
  });

  describe('lists of permissions', () => {
    const text = JSON.stringify([PERMISSION], null, 2);
    it('take their direction from the environment', () => {
      const [policy] = read(text, 'net/sg-egress.json', 'outbound').policies;
      assert.ok(policy);
      assert.deepEqual(
        [policy.name, ...showRules(policy)],
        ['sg-egress', 'allow outbound 6 443 → 10.0.0.0/8'],
      );
      assert.deepEqual(policy.defaults, { inbound: 'not-judged', outbound: 'deny' });
      assert.equal(policy.incomplete, undefined);
      assert.equal(lineOf(policy), 1);
    });

    it('take it from a directive above', () => {
      for (const comment of [
        '// workspaces-netlint: direction=outbound role=client-network\n',
        '/* workspaces-netlint: direction=outbound */ ',
      ]) {
        const unit = read(`// a file\n${comment}${text}`, 'x.jsonc');
        const [policy] = unit.policies;
        assert.deepEqual(policy && showRules(policy), ['allow outbound 6 443 → 10.0.0.0/8']);
        assert.equal(policy?.comments.length, 2);
        assert.deepEqual(unit.strayComments, []);
      }
      const [flag] = read(`// workspaces-netlint: direction=outbound\n${text}`, 'x.json', 'inbound').policies;
      assert.deepEqual(flag && showRules(flag), ['allow inbound 6 443 → 10.0.0.0/8']);
    });

    it('are undetermined without one, and say how to give it', () => {
      for (const [value, line] of [
        [[PERMISSION], 1],
        [PERMISSION, 1],
        [[[PERMISSION]], 1],
      ] as const) {
        const [policy] = read(JSON.stringify(value)).policies;
        assert.ok(policy);
        assert.match(policy.incomplete?.reason ?? '', /--direction/);
        assert.match(showRules(policy).join(), /^allow \?.*--direction.* 6 443 → 10\.0\.0\.0\/8$/);
        assert.equal(lineOf(policy), line);
      }
    });

    it('are numbered where a file has several', () => {
      const unit = read(JSON.stringify([[PERMISSION], [PERMISSION, PERMISSION]]), 'a.json', 'inbound');
      assert.deepEqual(
        unit.policies.map(({ name, rules }) => [name, rules.length]),
        [
          ['a[0]', 1],
          ['a[1]', 2],
        ],
      );
    });

    it('go by the key they stand under', () => {
      const [policy] = read(
        JSON.stringify({ IpPermissionsEgress: [PERMISSION] }),
        'b.json',
        'inbound',
      ).policies;
      assert.deepEqual(policy && [policy.name, ...showRules(policy)], [
        'b',
        'allow outbound 6 443 → 10.0.0.0/8',
      ]);
    });
  });

  it('reads describe-network-acls', () => {
    const unit = read(fixture('describe-network-acls.json'));
    assert.deepEqual(summary(unit), [
      [
        'acl-0123456789abcdef0',
        '#100 allow outbound 6 1024-65535 → 10.20.0.0/16',
        '#32767 deny outbound all all → 0.0.0.0/0, every named peer',
        '#110 allow inbound 58 128 → ::/0',
      ],
    ]);
    const [acl] = unit.policies;
    assert.deepEqual(acl && [acl.kind, acl.evaluation, acl.stateful, acl.defaults, acl.words], [
      'network-acl',
      'first-match',
      false,
      { inbound: 'deny', outbound: 'deny' },
      ['desktops'],
    ]);
  });

  it('doubts what an ACL entry does not say', () => {
    const entry = {
      RuleNumber: 100,
      Egress: true,
      Protocol: '6',
      PortRange: { From: 1, To: 2 },
      RuleAction: 'allow',
      CidrBlock: '10.0.0.0/8',
    };
    const acl = (...changes: readonly object[]) =>
      read(
        JSON.stringify({
          NetworkAcls: [
            { NetworkAclId: 'acl-1', Entries: changes.map((change) => ({ ...entry, ...change })) },
          ],
        }),
      );
    assert.deepEqual(
      summary(
        acl(
          { Egress: undefined },
          { RuleNumber: undefined },
          { PortRange: undefined },
          { RuleAction: 'permit' },
          { Protocol: 'icmp' },
        ),
      ),
      [
        [
          'acl-1',
          '#100 allow ?Egress is not true or false 6 1-2 → 10.0.0.0/8',
          '#?RuleNumber is not a number allow outbound 6 1-2 → 10.0.0.0/8',
          '#100 allow outbound 6 ?PortRange is missing → 10.0.0.0/8',
          '#100 deny outbound 6 1-2 → 10.0.0.0/8 if ?"permit" is not what an entry does',
          '#100 allow outbound 6 1-2 → 10.0.0.0/8 if ?"permit" is not what an entry does',
          '#100 allow outbound 1 ?IcmpTypeCode is missing → 10.0.0.0/8',
        ],
      ],
    );
    assert.deepEqual(summary(read(JSON.stringify([entry]), 'acl-x.json')), [
      ['acl-x', '#100 allow outbound 6 1-2 → 10.0.0.0/8'],
    ]);
  });

  describe('describe-security-group-rules', () => {
    const rules = fixture('describe-security-group-rules.json');
    it('forms incomplete policies named by their group', () => {
      const unit = read(rules);
      assert.deepEqual(summary(unit), [
        [
          'sg-0a1b2c3d4e5f60718',
          'allow outbound 17 4195 → 34.223.96.0/22',
          'allow inbound all all → sg:sg-0a1b2c3d4e5f60718',
        ],
        [
          'sg-0fffe0d1c2b3a4958',
          'allow outbound 6 443 → ?the entries of prefix list pl-0123456789abcdef0 are not in the files ≥ ' +
            'prefix-list:pl-0123456789abcdef0',
        ],
      ]);
      const [first] = unit.policies;
      assert.ok(first);
      assert.match(first.incomplete?.reason ?? '', /sg-0a1b2c3d4e5f60718 is not described in the files/);
      assert.deepEqual(first.region, { kind: 'known', value: 'us-west-2' });
      assert.equal(lineOf(first), 3);
    });

    it('adds nothing to a group that is described beside them', () => {
      const units = readFiles({
        'a/groups.json': fixture('describe-security-groups.json'),
        'a/rules.json': rules,
        'b/rules.json': rules,
      });
      assert.deepEqual(
        units.map(({ policies }) =>
          policies.map(({ name, incomplete }) => `${name}${incomplete ? '?' : ''}`),
        ),
        [
          ['sg-0a1b2c3d4e5f60718', 'sg-0c1d2e3f405162738', 'sg-0fffe0d1c2b3a4958?'],
          ['sg-0a1b2c3d4e5f60718?', 'sg-0fffe0d1c2b3a4958?'],
        ],
      );
    });
  });

  describe('prefix lists', () => {
    const group = JSON.stringify({
      ...GROUP,
      IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-0a1' }] }],
    });
    const entries = { Entries: [{ Cidr: '10.1.0.0/16', Description: 'a' }, { Cidr: '2001:db8::/32' }] };
    const known = 'allow inbound all all → 10.1.0.0/16, 2001:db8::/32, prefix-list:pl-0a1';
    const cases: readonly [name: string, files: Readonly<Record<string, unknown>>, expected: string][] = [
      ['entries in a file named after the list', { 'n/pl-0a1.json': entries }, known],
      [
        'entries beside the list that they are of',
        { 'n/list.json': [{ PrefixLists: [{ PrefixListId: 'pl-0a1' }] }, entries] },
        known,
      ],
      ['entries under the id', { 'n/lists.json': { 'pl-0a1': entries } }, known],
      [
        'lists of AWS',
        {
          'n/l.json': { PrefixLists: [{ PrefixListId: 'pl-0a1', Cidrs: ['10.1.0.0/16', '2001:db8::/32'] }] },
        },
        known,
      ],
      [
        'entries of nobody knows which list',
        { 'n/entries.json': entries },
        'allow inbound all all → ?the entries of prefix list pl-0a1 are not in the files ≥ prefix-list:pl-0a1',
      ],
      [
        'the first page',
        { 'n/pl-0a1.json': { ...entries, NextToken: 'more' } },
        'allow inbound all all → ?only the first page of the entries of prefix list pl-0a1 is in the files ≥ ' +
          '10.1.0.0/16, 2001:db8::/32, prefix-list:pl-0a1',
      ],
      [
        'entries in another folder',
        { 'm/pl-0a1.json': entries },
        'allow inbound all all → ?the entries of prefix list pl-0a1 are not in the files ≥ prefix-list:pl-0a1',
      ],
    ];
    for (const [name, files, expected] of cases) {
      it(`knows ${name}`, () => {
        const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)] as const);
        const units = readFiles(Object.fromEntries([['n/groups.json', group], ...texts]));
        assert.deepEqual(units.flatMap(summary), [['sg-0abc', expected]]);
      });
    }
  });

  it('reads protocols and ports in every spelling', () => {
    const cases: readonly [permission: object, expected: string][] = [
      [{ IpProtocol: 'TCP', FromPort: 1, ToPort: 2 }, '6 1-2'],
      [{ IpProtocol: 6, FromPort: '22', ToPort: '22' }, '6 22'],
      [{ IpProtocol: '17', FromPort: 0, ToPort: 65535 }, '17 all'],
      [{ IpProtocol: '-1' }, 'all all'],
      [{ IpProtocol: -1, FromPort: 443, ToPort: 443 }, 'all all'],
      [{ IpProtocol: 'all' }, 'all all'],
      [{ IpProtocol: 'icmp', FromPort: -1, ToPort: -1 }, '1 all'],
      [{ IpProtocol: 'icmpv6', FromPort: 128, ToPort: 0 }, '58 128'],
      [{ IpProtocol: '50', FromPort: 1, ToPort: 2 }, '50 all'],
      [{ IpProtocol: 'ESP' }, '50 all'],
      [{ IpProtocol: 'tcp' }, '6 ?FromPort is missing'],
      [{ IpProtocol: 'udp', FromPort: 53, ToPort: null }, '17 ?ToPort is missing'],
      [{ IpProtocol: null, FromPort: 1, ToPort: 2 }, '?IpProtocol is missing 1-2'],
      [{ FromPort: 1 }, '?IpProtocol is missing all'],
    ];
    for (const [permission, expected] of cases) {
      const unit = read(
        JSON.stringify({ GroupId: 'g', IpPermissions: [{ ...permission, IpRanges: ['10.0.0.0/8'] }] }),
      );
      assert.deepEqual(summary(unit), [['g', `allow inbound ${expected} → 10.0.0.0/8`]]);
      assert.deepEqual(unit.problems, []);
    }
  });

  it('tells of malformed values where they stand, and knows nothing of what they were meant to be', () => {
    const cases: readonly [permission: object, kind: string, at: string, message: RegExp, shown: RegExp][] = [
      [
        { IpRanges: [{ CidrIp: '10.0.0.0/33' }] },
        'invalid-cidr',
        '"10.0.0.0/33"',
        /is not a CIDR block: /,
        /→ \?"10\.0\.0\.0\/33"/,
      ],
      [{ IpRanges: [{ CidrIp: '10.0.0.1' }] }, 'invalid-cidr', '"10.0.0.1"', /"10\.0\.0\.1\/32"/, /→ \?/],
      [{ IpRanges: [{ CidrIp: '::/0' }] }, 'invalid-cidr', '"::/0"', /not an IPv4 block/, /→ \?/],
      [{ IpRanges: [{ CidrIp: 10 }] }, 'invalid-cidr', '10', /not a CIDR block/, /→ \?/],
      [
        { IpRanges: [], Ipv6Ranges: [{ CidrIpv6: '2001:db8::/129' }] },
        'invalid-cidr',
        '"2001:db8::/129"',
        /not a CIDR block/,
        /→ \?/,
      ],
      [
        { IpRanges: [{ CidrIp: '10.1.2.3/8' }] },
        'host-bits-set',
        '"10.1.2.3/8"',
        /"10\.0\.0\.0\/8"/,
        /→ 10\.0\.0\.0\/8/,
      ],
      [{ FromPort: 70000 }, 'invalid-port', '70000', /0 to 65535/, /6 \?70000 is not a port/],
      [{ FromPort: -1 }, 'invalid-port', '-1', /not a port/, /6 \?/],
      [{ ToPort: 'https' }, 'invalid-port', '"https"', /not a port/, /6 \?/],
      [{ FromPort: 500 }, 'invalid-port', '500', /ends before it starts/, /6 \?/],
      [
        { IpProtocol: 'tpc' },
        'invalid-protocol',
        '"tpc"',
        /Did you mean "tcp"\?/,
        /\?"tpc" is not a protocol 443/,
      ],
      [{ IpProtocol: 256 }, 'invalid-protocol', '256', /not a protocol/, /\?256/],
      [{ IpProtocol: 'icmp', FromPort: 300 }, 'invalid-port', '300', /ICMP type/, /1 \?/],
      [{ IpRanges: { CidrIp: 'x' } }, 'syntax-error', '{"CidrIp":"x"}', /not a list/, /→ \?/],
    ];
    for (const [change, kind, at, message, shown] of cases) {
      const unit = read(JSON.stringify({ ...GROUP, IpPermissions: [{ ...PERMISSION, ...change }] }));
      const [problem, ...more] = problems(unit);
      assert.deepEqual([problem?.slice(0, 2), more], [[kind, at], []]);
      assert.match(problem?.[2] ?? '', message);
      assert.match(problem?.[2] ?? '', /^.+\. .+\.|\?$/);
      assert.equal(unit.problems[0]?.policy, 'sg-0abc');
      const [policy] = unit.policies;
      assert.match(policy ? showRules(policy).join() : '', shown);
    }
  });

  it('doubts what stands where a permission should', () => {
    const unit = read(JSON.stringify({ ...GROUP, IpPermissions: [PERMISSION, 'x'] }));
    assert.deepEqual(
      problems(unit).map(([kind, at]) => [kind, at]),
      [['syntax-error', '"x"']],
    );
    assert.match(summary(unit)[0]?.[2] ?? '', /if \?/);
  });

  describe('broken text', () => {
    const text = JSON.stringify(
      { SecurityGroups: [GROUP, OTHER, { ...GROUP, GroupId: 'sg-0ghi' }] },
      null,
      2,
    );
    it('has one syntax error, and only the group that it stands in is incomplete', () => {
      const at = text.indexOf('sg-0def');
      const unit = read(text.slice(0, at) + text.slice(at).replace('"ToPort": 443', '"ToPort": '));
      assert.deepEqual(
        unit.problems.map(({ kind }) => kind),
        ['syntax-error'],
      );
      assert.deepEqual(
        unit.policies.map(({ name, incomplete }) => [name, incomplete?.silent]),
        [
          ['sg-0abc', undefined],
          ['sg-0def', true],
          ['sg-0ghi', undefined],
        ],
      );
    });

    it('never throws and always tells, wherever it is cut off', () => {
      for (let end = text.indexOf('"IpPermissions"') + 15; end < text.length; end += 7) {
        const unit = read(text.slice(0, end));
        assert.equal(unit.problems[0]?.kind, 'syntax-error');
        const known = unit.policies.filter(({ incomplete }) => incomplete === undefined);
        for (const policy of known) assert.deepEqual(showRules(policy), [ONE[0]?.[1]], text.slice(0, end));
      }
    });
  });

  it('keeps a file that cannot be read from disturbing the others', () => {
    const units = readFiles({
      'a/1.json': '{"IpPermissions": [',
      'a/2.json': JSON.stringify(GROUP),
      'a/3.json': JSON.stringify({ PrefixLists: [] }),
    });
    assert.deepEqual(units.flatMap(summary), [['1'], ...ONE]);
    assert.equal(units.flatMap(({ problems: all }) => all).length, 1);
  });

  it('claims what carries a mark and leaves other people’s JSON alone', () => {
    const claimed = (path: string, text: string) => awsJson.claims({ path, text });
    assert.ok(claimed('a.json', '{"IpPermissions": []}'));
    assert.ok(claimed('A.JSONC', '[{"IpProtocol": "tcp"}]'));
    assert.ok(claimed('a.json', '{"Entries": [{"Cidr": "10.0.0.0/8"}]}'));
    assert.ok(!claimed('a.txt', '{"IpPermissions": []}'));
    assert.ok(!claimed('a.json', ''));
    assert.ok(!claimed('a.json', '{"name": "x", "rules": []}'));
    assert.ok(
      !claimed('a.json', '{"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "p": {"IpProtocol": 1}}}}'),
    );
    assert.ok(
      !claimed('a.json', '{"format_version": "1.0", "terraform_version": "1.9", "x": {"IpProtocol": 1}}'),
    );
  });

  it('names the limit when a file is over one', () => {
    const over = [
      `{"IpPermissions": ${'['.repeat(50_000)}`,
      `{"IpPermissions": ${'['.repeat(600)}${']'.repeat(600)}}`,
      `{"IpPermissions": "${'x'.repeat(2 ** 24)}"}`,
    ];
    for (const text of over) {
      const { policies, problems: told } = read(text);
      assert.deepEqual([policies, told.map(({ kind }) => kind)], [[], ['limit-exceeded']]);
    }
  });
});
