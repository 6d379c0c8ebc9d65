import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { readUnits } from '../../../server/src/core/formats';
import { firewallYaml } from '../../../server/src/core/formats/firewall-yaml';
import { FIREWALL_KEYS, RULE_KEYS } from '../../../server/src/core/formats/firewall-yaml/keys';
import type { Unit } from '../../../server/src/core/formats/format';
import schema from '../../../server/schemas/firewall.schema.json';
import { lineOf, showRules } from '../../support/show-policy';

function read(text: string, path = 'net/edge.yaml'): Unit {
  const [unit, ...more] = readUnits([{ path, text }], {});
  assert.ok(unit, 'the file is claimed');
  assert.equal(more.length, 0);
  return unit;
}

const problems = ({ problems: all }: Unit) =>
  all.map(({ kind, at }) => [kind, at.file.text.slice(at.span.start, at.span.end)]);

/** The rule as it is read from between `action: allow, direction: outbound, ` and the end of the mapping. */
function readRule(parts: string, direction = 'outbound') {
  const unit = read(
    `firewall:\n  name: f\n  rules:\n    - {action: allow, direction: ${direction}${parts && `, ${parts}`}}\n`,
  );
  const [policy] = unit.policies;
  assert.ok(policy);
  return { unit, policy, rule: showRules(policy).join('; ') };
}

describe('firewall-yaml', () => {
  it('reads a firewall', () => {
    const unit = read(readFileSync('test/fixtures/firewall-yaml/branch.yaml', 'utf8'));
    const [policy, ...more] = unit.policies;
    assert.ok(policy && more.length === 0);
    assert.deepEqual(unit.problems, []);
    assert.deepEqual(showRules(policy), [
      'allow outbound 6,17 4172,4195,8201-8250 → 54.244.46.0/23 + 44.234.54.0/23 + 35.80.88.1/32',
      'allow outbound 6 443 → domain:skylight-cm.us-west-2.amazonaws.com + domain:*.example.com + ' +
        'domain:.awsapps.com own 10.20.0.0/16',
      'allow inbound 50 all → 0.0.0.0/0, ::/0, every named peer own 10.20.4.0/24',
      'deny outbound all all → 0.0.0.0/0, ::/0, every named peer',
    ]);
    assert.deepEqual(
      policy.rules.map(({ name }) => name),
      ['streaming', 'registration', 'management', 'rest'],
    );
    assert.deepEqual(
      [policy.kind, policy.name, policy.evaluation, policy.stateful, policy.defaults, lineOf(policy)],
      ['firewall', 'branch-egress', 'first-match', true, { inbound: 'deny', outbound: 'deny' }, 4],
    );
    assert.deepEqual(
      policy.comments.map(({ text }) => text),
      [
        'The branch office’s edge, written down for review.'.replace('’', "'"),
        'workspaces-netlint: role=client-network region=us-west-2',
      ],
    );
    assert.deepEqual(
      policy.stated?.regions.map(({ value }) => value),
      ['us-west-2'],
    );
    assert.equal(policy.incomplete, undefined);
  });

  it('reads the values of every key', () => {
    const [policy] = read(
      'firewall:\n  evaluation: any-allow\n  stateful: false\n  default: allow\n  role: [client-network, workspace]\n' +
        '  region: eu-west-1\n  description: Edge\n  rules: []\n',
    ).policies;
    assert.ok(policy);
    assert.deepEqual(
      [policy.name, policy.evaluation, policy.stateful, policy.defaults],
      ['edge', 'any-allow', false, { inbound: 'allow', outbound: 'allow' }],
    );
    assert.deepEqual(
      policy.stated?.roles.map(({ value }) => value),
      ['client-network', 'workspace'],
    );
    assert.deepEqual(
      policy.stated.regions.map(({ value }) => value),
      ['eu-west-1'],
    );
    assert.equal(lineOf(policy), 1);
  });

  const cases: readonly [parts: string, rule: string][] = [
    ['', 'allow outbound all all → 0.0.0.0/0, ::/0, every named peer'],
    ['protocol: any, ports: any', 'allow outbound all all → 0.0.0.0/0, ::/0, every named peer'],
    ['protocol: 6, ports: "22 - 23", destinations: 10.0.0.1', 'allow outbound 6 22-23 → 10.0.0.1/32'],
    ['protocol: [ICMP, "17"], destinations: 2001:db8::/32', 'allow outbound 1,17 all → 2001:db8::/32'],
    ['ports: 0, destinations: [a.example.COM.]', 'allow outbound all 0 → domain:a.example.com'],
    [
      'sourcePorts: 1024-65535, destinations: 10.0.0.0-10.0.0.255',
      'allow outbound all all from 1024-65535 → 10.0.0.0/24',
    ],
    ['sources: [10.0.0.0/8, any], destinations: 10.0.0.1', 'allow outbound all all → 10.0.0.1/32'],
    ['sources: 10.0.0.0/8, destinations: 10.0.0.1', 'allow outbound all all → 10.0.0.1/32 own 10.0.0.0/8'],
  ];
  for (const [parts, expected] of cases) {
    it(`reads {${parts}}`, () => {
      const { unit, rule } = readRule(parts);
      assert.deepEqual([rule, unit.problems], [expected, []]);
    });
  }

  it('takes the sources as the other end of what comes in', () => {
    assert.equal(
      readRule('sources: 10.0.0.0/8, destinations: 10.1.0.0/16', 'inbound').rule,
      'allow inbound all all → 10.0.0.0/8 own 10.1.0.0/16',
    );
  });

  const malformed: readonly [parts: string, kind: string, at: string, rule: RegExp][] = [
    ['ports: 70000', 'invalid-port', '70000', / all \?"70000" is not a port →/],
    ['ports: [443, https]', 'invalid-port', 'https', / all \?"https" is not a port →/],
    ['ports: "90-80"', 'invalid-port', '"90-80"', /ends before it starts/],
    ['ports: {a: 1}', 'invalid-port', '{a: 1}', /\?a mapping is not a port/],
    ['ports: -1', 'invalid-port', '-1', /not a port/],
    ['ports:', 'invalid-port', '', /\?an empty value is not a port/],
    ['ports: []', 'invalid-port', '[]', /^allow outbound all none →/],
    ['sourcePorts: x', 'invalid-port', 'x', /from \?"x"/],
    ['protocol: tpc', 'invalid-protocol', 'tpc', /\?"tpc" is not a protocol all →/],
    ['protocol: 256', 'invalid-protocol', '256', /not a protocol/],
    ['protocol: []', 'invalid-protocol', '[]', /^allow outbound none all →/],
    ['destinations: 10.0.0.0/33', 'invalid-cidr', '10.0.0.0/33', /→ \?"10\.0\.0\.0\/33" is not an address: /],
    ['destinations: [10.0.0.300, 10.0.0.0/8]', 'invalid-cidr', '10.0.0.300', /→ \?.* \+ 10\.0\.0\.0\/8$/],
    ['destinations: localhost', 'invalid-cidr', 'localhost', /→ \?/],
    ['destinations: []', 'invalid-cidr', '[]', /→$/],
    ['destinations: {}', 'invalid-cidr', '{}', /→ \?a mapping is not an address/],
    ['sources: exa_mple', 'invalid-cidr', 'exa_mple', /own \?/],
    ['destinations: 10.1.2.3/8', 'host-bits-set', '10.1.2.3/8', /→ 10\.0\.0\.0\/8/],
  ];
  for (const [parts, kind, at, shown] of malformed) {
    it(`tells of {${parts}} and knows nothing of what was meant`, () => {
      const { unit, rule, policy } = readRule(parts);
      assert.deepEqual(problems(unit), [[kind, at]]);
      assert.equal(unit.problems[0]?.policy, 'f');
      assert.match(unit.problems[0].message, /^["A-Z].*\. .*[.?]$/);
      assert.match(rule, shown);
      assert.equal(policy.incomplete, undefined);
    });
  }

  it('never reads a slip in a key as "any"', () => {
    const { unit, rule, policy } = readRule('destination: 10.0.0.0/8');
    assert.deepEqual(problems(unit), [['syntax-error', 'destination']]);
    assert.match(unit.problems[0]?.message ?? '', /Did you mean "destinations"\?/);
    assert.match(rule, /if \?the key "destination" is not known here$/);
    assert.equal(policy.incomplete?.silent, true);
  });

  const mistakes: readonly [text: string, at: string, message: RegExp][] = [
    ['rules: [{action: allow}]', 'action', /no "direction"/],
    ['rules: [{direction: outbound}]', 'direction', /no "action"/],
    ['rules: [{action: permit, direction: outbound}]', 'permit', /Write allow or deny/],
    ['rules: [{action: allow, direction: out}]', 'out', /Write inbound or outbound/],
    ['rules: [{action: allow, direction: outbound}, x]', 'x', /"x" is not a rule/],
    ['rules: [{action: allow, direction: outbound, name: [a]}]', '[a]', /"name" cannot be a list/],
    ['rules: []\n  stateful: yes', 'yes', /Write true or false/],
    ['rules: []\n  default: drop', 'drop', /Write allow or deny/],
    ['rules: []\n  evaluation: first-mach', 'first-mach', /Did you mean "first-match"\?/],
    ['rules: []\n  role: [[a]]', '[a]', /"role" cannot be a list/],
    ['rules: []\n  name:', '', /"name" cannot be an empty value/],
    [
      'rules: [{action: allow, direction: outbound}]\n  statefull: true',
      'statefull',
      /Did you mean "stateful"\?/,
    ],
    ['rules: []\n  rules: []', 'rules', /here twice/],
  ];
  for (const [text, at, message] of mistakes) {
    it(`tells of ${JSON.stringify(text)} and judges nothing it may have meant`, () => {
      const unit = read(`firewall:\n  ${text}\n`);
      assert.deepEqual(problems(unit), [['syntax-error', at]]);
      assert.match(unit.problems[0]?.message ?? '', message);
      assert.deepEqual(
        unit.policies.map(({ incomplete }) => incomplete?.silent),
        [true],
      );
    });
  }

  it('lets a rule of which nobody knows what it does count both ways', () => {
    const [policy] = read(
      'firewall:\n  rules: [{action: permit, direction: outbound, destinations: 10.0.0.1}]\n',
    ).policies;
    assert.deepEqual(policy && showRules(policy), [
      'deny outbound all all → 10.0.0.1/32 if ?"action" cannot be "permit"',
      'allow outbound all all → 10.0.0.1/32 if ?"action" cannot be "permit"',
    ]);
  });

  it('reads several firewalls, in one document and in several', () => {
    const text = [
      '# workspaces-netlint: role=client-network',
      'firewalls:',
      '  # first',
      '  - name: a # beside',
      '    rules: [{action: deny, direction: inbound}]',
      '  - rules: []',
      '  - default: deny',
      '---',
      'kind: ConfigMap',
      '# stray',
      '---',
      'x-ranges: &gw [54.244.46.0/23]',
      'firewall:',
      '  rules:',
      '    - <<: {action: allow, direction: outbound}',
      '      destinations: *gw',
      '  # at the name',
      '  name: last',
    ].join('\n');
    const unit = read(text, 'edge.yml');
    assert.deepEqual(
      unit.policies.map((policy) => [
        policy.name,
        lineOf(policy),
        policy.comments.map((comment) => comment.text),
      ]),
      [
        ['a', 4, ['first', 'beside']],
        ['edge[1]', 6, []],
        ['edge[2]', 7, []],
        ['last', 18, ['at the name']],
      ],
    );
    assert.deepEqual(problems(unit), [['syntax-error', 'default']]);
    assert.deepEqual(
      unit.strayComments.map(({ text: comment }) => comment),
      ['workspaces-netlint: role=client-network', 'stray'],
    );
    const last = unit.policies.at(-1);
    assert.deepEqual(last && showRules(last), ['allow outbound all all → 54.244.46.0/23']);
  });

  it('says nothing about firewalls of other products', () => {
    const foreign = [
      'firewall: {enabled: true, rules: []}',
      'firewall:\n  rules:\n    - port: 22\n      source_ips: [0.0.0.0/0]',
      'firewall:\n  rules: {allow: [22]}',
      'firewall: rules',
      'firewalls:\n  - name: x\n    rules: [{ports: 22}]',
      'firewall:\n- rules',
      'image: x\nfirewall:\n  enabled: false # rules: none\n',
      'firewall: &a {rules: *a, rules: 1}',
    ];
    for (const text of foreign) {
      const { policies, strayComments } = read(text);
      assert.deepEqual([policies, strayComments], [[], []], text);
    }
    for (const text of foreign.slice(0, -1)) assert.deepEqual(read(text).problems, [], text);
  });

  it('claims by a key at the start of a line', () => {
    const claimed = (path: string, text: string) => firewallYaml.claims({ path, text });
    assert.ok(claimed('a.yaml', 'x: 1\nfirewall:\n  rules: []'));
    assert.ok(claimed('a.YML', 'firewalls :\r\n  - rules: []'));
    assert.ok(!claimed('a.yaml', '  firewall:\n    rules: []'));
    assert.ok(!claimed('a.yaml', 'firewall_rules: []'));
    assert.ok(!claimed('a.json', 'firewall:\n  rules: []'));
    assert.ok(!claimed('a.yaml', ''));
  });

  it('names a mistake in the YAML of its documents only, once', () => {
    const ours =
      'firewall:\n  rules:\n    - action: allow\n      direction: outbound\n      destinations: [10.0.0.0/8\n    - action: deny\n';
    const unit = read(`a: [\n---\n${ours}`);
    assert.deepEqual(
      unit.problems.map(({ kind, at }) => [kind, at.span.start > 9]),
      [['syntax-error', true]],
    );
    assert.ok(unit.policies.every(({ incomplete }) => incomplete?.silent));
  });

  it('reads CRLF, and stops at the limits', () => {
    const text = readFileSync('test/fixtures/firewall-yaml/branch.yaml', 'utf8');
    const [unix, windows] = [read(text), read(text.replaceAll('\n', '\r\n'))];
    assert.deepEqual(windows.policies.map(showRules), unix.policies.map(showRules));
    const deep = read(`firewall:\n  rules: ${'['.repeat(50_000)}`);
    assert.deepEqual(
      problems(deep).map(([kind]) => kind),
      ['limit-exceeded'],
    );
  });
});

describe('firewall.schema.json', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

  it('has the keys that are read', () => {
    const { firewall, rule } = schema.definitions;
    assert.deepEqual(Object.keys(firewall.properties), [...FIREWALL_KEYS]);
    assert.deepEqual(Object.keys(rule.properties), [...RULE_KEYS]);
  });

  const rule = (parts: string) => `firewall: {rules: [{action: allow, direction: outbound, ${parts}}]}`;
  const valid = [
    'firewall: {rules: []}',
    'firewalls: [{rules: []}, {name: b, rules: [{action: deny, direction: inbound}]}]',
    'version: 1\nfirewall: {name: 7, description: x, stateful: false, default: allow, evaluation: any-allow, rules: []}',
    'firewall: {role: directory, region: us-west-2, regions: [eu-west-1], rules: []}',
    rule('protocol: tcp'),
    rule('protocol: [TCP, Udp, icmpv6, 50, "17", any]'),
    rule('protocol: esp'),
    rule('ports: 443'),
    rule('ports: [0, "65535", "8201-8250", any]'),
    rule('sourcePorts: "1024 - 65535"'),
    rule('destinations: any'),
    rule(
      'destinations: [10.0.0.0/8, 10.0.0.1, 10.0.0.1-10.0.0.9, "::/0", example.com, "*.example.com", .example.com]',
    ),
    rule('sources: ANY'),
    ...Array.from(
      readFileSync('test/fixtures/firewall-yaml/branch.yaml', 'utf8').matchAll(/^firewall:[^]*/gm),
      ([text]) => text,
    ),
  ];
  const invalid = [
    'firewall: {rules: [{action: allow, direction: outbound}], rulez: []}',
    'firewall: {stateful: 1, rules: []}',
    'firewall: {default: drop, rules: []}',
    'firewall: {evaluation: last-match, rules: []}',
    'firewall: {name: [a], rules: []}',
    'firewall: {regions: [[a]], rules: []}',
    'firewalls: [{rules: [{action: allow, direction: outbound}]}, {name: b}]',
    'firewall: {rules: [{action: allow}]}',
    'firewall: {rules: [{direction: outbound}]}',
    'firewall: {rules: [{action: allow, direction: outbound}, 1]}',
    rule('port: 443'),
    rule('protocol: tpc'),
    rule('protocol: 256'),
    rule('protocol: []'),
    rule('protocol: {}'),
    rule('ports: 65536'),
    rule('ports: -1'),
    rule('ports: 4.5'),
    rule('ports: https'),
    rule('ports: []'),
    rule('ports:'),
    rule('destinations: []'),
    rule('destinations: localhost'),
    rule('destinations: 10'),
    rule('sources: [[any]]'),
  ];
  for (const text of valid) {
    it(`takes ${JSON.stringify(text.slice(0, 90))}, as the reader does`, () => {
      assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
      assert.deepEqual(problems(read(text)), []);
    });
  }
  for (const text of invalid) {
    it(`refuses ${JSON.stringify(text)}, as the reader does`, () => {
      assert.ok(!validate(parse(text)));
      assert.notEqual(read(text).problems.length, 0);
    });
  }
});
