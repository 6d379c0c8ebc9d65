import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { CHECK_IDS } from '../../../server/src/core/deployment/check-ids';
import type { Configuration } from '../../../server/src/core/deployment/configuration';
import { decodeConfiguration } from '../../../server/src/core/deployment/decode-configuration';
import { peerTexts } from '../../../server/src/core/packets/peer-set';
import { EDITIONS } from '../../../server/src/core/requirements/editions';
import { REGION_CODES } from '../../../server/src/core/requirements/regions';
import { positionAt } from '../../../server/src/core/text/lines';

/** Every key there is. */
const FULL = `
regions: [us-west-2]
protocols: [pcoip, dcv]
webAccess: false
internetAccess: true
licensing: byol
byolManagementCidr: 10.200.0.0/16
kmsServers: []
ipFamilies: [ipv4, ipv6]
vpcCidrs: [10.20.0.0/16]
workspaceSubnets: [10.20.4.0/22]
directoryControllers: [10.20.1.10/32, 10.20.1.11]
dnsServers: [10.20.0.2-10.20.0.3]
clientCidrs: ["2001:db8::/32"]
membersGroup: restricted
proxy: {client: https, host: true, exclusions: [169.254.169.254]}
ephemeralPorts: 1024-65535
edition: 2022-09-02
quotas: {securityGroupRules: 100, networkAclEntries: 40}
policies:
  - files: "egress/**"
    match: "sg-0abc*"
    role: client-network
    regions: [eu-west-1]
    webAccess: true
  - role: [workspace, directory]
ignore: ["examples/**"]
checks: { broad-streaming-rule: off, stale-range: error }
`;

describe('decodeConfiguration', () => {
  it('reads every key', () => {
    const { file, facts, policies, proxyAt, vpcCidrsAt, ...rest } = decoded(FULL);
    assert.deepEqual(rest, {
      folder: 'net',
      edition: '2022-09-02',
      quotas: { securityGroupRules: 100, networkAclEntries: 40 },
      ignore: ['examples/**'],
      checks: { 'broad-streaming-rule': 'off', 'stale-range': 'error' },
    });
    const sets = Object.entries({ ...facts }).map(([key, value]) => [
      key,
      typeof value === 'object' && 'v4' in value ? peerTexts(value) : value,
    ]);
    assert.deepEqual(Object.fromEntries(sets), {
      regions: ['us-west-2'],
      protocols: ['pcoip', 'wsp'],
      webAccess: false,
      internetAccess: true,
      licensing: 'byol',
      byolManagementCidr: ['10.200.0.0/16'],
      kmsServers: [],
      ipFamilies: ['ipv4', 'ipv6'],
      vpcCidrs: ['10.20.0.0/16'],
      workspaceSubnets: ['10.20.4.0/22'],
      directoryControllers: ['10.20.1.10/31'],
      dnsServers: ['10.20.0.2/31'],
      clientCidrs: ['2001:db8::/32'],
      membersGroup: 'restricted',
      proxy: { client: 'https', host: true, exclusions: ['169.254.169.254'] },
      ephemeralPorts: { from: 1024, to: 65535 },
    });
    const entries = policies.map(({ at, ...entry }) => ({
      ...entry,
      line: positionAt(file, at.span.start).line,
    }));
    assert.deepEqual(entries, [
      {
        files: 'egress/**',
        match: 'sg-0abc*',
        roles: ['client-network'],
        facts: { regions: ['eu-west-1'], webAccess: true },
        line: 21,
      },
      { roles: ['workspace', 'directory'], facts: {}, line: 26 },
    ]);
    assert.equal(positionAt(file, proxyAt.span.start).line, 16);
    assert.equal(vpcCidrsAt && positionAt(file, vpcCidrsAt.span.start).line, 10);
  });

  for (const text of [
    '',
    '\n',
    '# nothing yet\n',
    '---\n',
    '{}',
    'null',
    'regions: []\nprotocols: []\nipFamilies: []',
  ]) {
    it(`states nothing where nothing is stated: ${JSON.stringify(text)}`, () => {
      const { facts, quotas, policies, ignore, checks, edition } = decoded(text);
      assert.deepEqual(
        { facts, quotas, policies, ignore, checks, edition },
        {
          facts: {},
          quotas: { securityGroupRules: 60, networkAclEntries: 20 },
          policies: [],
          ignore: [],
          checks: {},
          edition: undefined,
        },
      );
    });
  }

  it('says once that dcv and wsp are one protocol', () => {
    assert.deepEqual(decoded('protocols: [dcv, wsp]').facts.protocols, ['wsp']);
  });

  it('keeps an emptied list of addresses, which overrides one further up', () => {
    assert.deepEqual(decoded('policies: [{dnsServers: []}]').policies[0]?.facts.dnsServers?.v4, []);
  });

  for (const [text, place, message] of [
    ['region: [us-west-2]', '1:1', 'There is no key "region" here. The nearest is "regions".'],
    ['policies:\n  - file: x', '2:5', 'There is no key "file" here. The nearest is "files".'],
    ['policies:\n  - edition: latest', '2:5', 'There is no key "edition" here. The nearest is "regions".'],
    ['proxy: {hosts: true}', '1:9', 'There is no key "hosts" here. The nearest is "host".'],
    [
      'quotas: {networkAclEntry: 3}',
      '1:10',
      'There is no key "networkAclEntry" here. The nearest is "networkAclEntries".',
    ],
    [
      'checks: {missing-flows: off}',
      '1:10',
      'There is no key "missing-flows" here. The nearest is "missing-flow".',
    ],
    ['checks: {missing-flow: warn}', '1:24', 'There is no severity "warn". The nearest is "warning".'],
    ['regions: [us-west-2, us-wst-2]', '1:22', 'There is no Region "us-wst-2". The nearest is "us-west-2".'],
    ['regions: us-west-2', '1:10', '"regions" is a list, in [brackets] or one line each.'],
    ['policies:\n  - role: workspaces', '2:11', 'There is no role "workspaces". The nearest is "workspace".'],
    ['protocols: [rdp]', '1:13', /^There is no streaming protocol "rdp"/],
    ['edition: 2022-09-03', '1:10', 'There is no edition "2022-09-03". The nearest is "2022-09-02".'],
    ['webAccess: yes', '1:12', '"webAccess" is true or false.'],
    ['licensing: own', '1:12', /^There is no licensing "own"/],
    ['vpcCidrs: [10.0.0.0/33]', '1:12', /^"10\.0\.0\.0\/33" is no address, CIDR or range: /],
    ['vpcCidrs: [10]', '1:12', '"vpcCidrs" takes an address, a CIDR or a range of addresses.'],
    [
      'byolManagementCidr: 10.0.0.0/8',
      '1:21',
      'The management range is an IPv4 /16, which 10.0.0.0/8 is not.',
    ],
    ['ephemeralPorts: 65535-1024', '1:17', /^"65535-1024" is no range of ports/],
    ['ephemeralPorts: 1024', '1:17', '"ephemeralPorts" takes a range of ports such as 1024-65535.'],
    ['quotas: {securityGroupRules: 0}', '1:30', '"securityGroupRules" is a whole number from 1 on.'],
    ['ignore: [""]', '1:10', '"ignore" takes a glob: a text of at most 1000 characters.'],
    ['- regions', '1:1', '"configuration" is a map of keys and values.'],
    ['edition: [', '1:11', /cannot be read/],
    ['a: 1\n---\nb: 2', '3:1', 'A configuration is one document. Remove the others.'],
    ['webAccess: true\nwebAccess: false', '2:1', /twice/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const [problem, ...rest] = problemsOf(text);
      assert.deepEqual(rest, []);
      assert.equal(problem?.place, place);
      if (typeof message === 'string') assert.equal(problem.message, message);
      else assert.match(problem.message, message);
    });
  }

  it('tells all problems in the order of the text', () => {
    const text = 'zone: 1\nwebAccess: 2\npolicies: [{role: x, y: 1}, 3]\n';
    assert.deepEqual(
      problemsOf(text).map(({ place }) => place),
      ['1:1', '2:12', '3:19', '3:22', '3:29'],
    );
  });

  it('survives what is meant to hurt', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map(
        (name, i) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefg'[i] ?? ''}`)
            .join(',')}]`,
      ),
    ].join('\n');
    for (const text of [
      bomb,
      '['.repeat(50_000),
      '\0',
      '__proto__: {}',
      'constructor: 1',
      '&a [*a]',
      '? [a]\n: b',
    ]) {
      assert.ok(problemsOf(text).length > 0);
    }
  });
});

describe('configuration.schema.json', () => {
  const path = join(__dirname, '../../../server/schemas/configuration.schema.json');
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));
  assert.ok(typeof schema === 'object' && schema !== null);
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

  it('has the keys that the linter reads', () => {
    const keysOf = (node: unknown) =>
      typeof node === 'object' && node !== null ? Object.keys(node).sort() : [];
    const at = (...way: readonly string[]) =>
      way.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), schema);
    const full: unknown = parse(FULL);
    assert.ok(
      isRecord(full) && Array.isArray(full.policies) && isRecord(full.proxy) && isRecord(full.quotas),
    );
    assert.deepEqual(keysOf(at('properties')), keysOf(full));
    assert.deepEqual(keysOf(at('properties', 'quotas', 'properties')), keysOf(full.quotas));
    assert.deepEqual(keysOf(at('definitions', 'proxy', 'properties')), keysOf(full.proxy));
    const { edition, quotas, policies, ignore, checks, ...facts } = full;
    assert.deepEqual(
      keysOf(at('properties', 'policies', 'items', 'properties')),
      keysOf({ ...facts, files: '', match: '', role: '' }),
    );
    assert.deepEqual(keysOf(at('properties', 'checks', 'properties')), [...CHECK_IDS].sort());
    assert.deepEqual(at('definitions', 'regions', 'items', 'enum'), REGION_CODES);
    assert.deepEqual(at('properties', 'edition', 'enum'), [...EDITIONS, 'latest']);
    assert.deepEqual([edition, quotas, policies, ignore, checks].includes(undefined), false);
  });

  for (const text of [
    FULL,
    '',
    '{}',
    'regions: []',
    'regions: [eu-central-1, us-gov-west-1]',
    'regions: [eu-central-9]',
    'regions: eu-central-1',
    'regions: [1]',
    'regions: null',
    'region: []',
    'protocols: [wsp]',
    'protocols: [dcv]',
    'protocols: [WSP]',
    'protocols: [rdp]',
    'webAccess: true',
    'webAccess: "true"',
    'internetAccess: 1',
    'licensing: public-bundle',
    'licensing: public',
    'byolManagementCidr: 10.0.0.0/16',
    'byolManagementCidr: 10.0.0.0/17',
    'byolManagementCidr: 10.0.0.0',
    'byolManagementCidr: "2001:db8::/16"',
    'byolManagementCidr: [10.0.0.0/16]',
    'kmsServers: [10.0.0.1]',
    'kmsServers: 10.0.0.1',
    'vpcCidrs: [10.0.0.0/8, 10.0.0.1 - 10.0.0.9, 10.0.0.1-10.0.0.9, "2001:db8::1", "::/0"]',
    'vpcCidrs: [10.0.0.0/33]',
    'vpcCidrs: [10.0.0.256]',
    'vpcCidrs: [10.0.0.01]',
    'vpcCidrs: [10.0.0]',
    'vpcCidrs: [example.com]',
    'vpcCidrs: [any]',
    'vpcCidrs: [""]',
    'ipFamilies: [ipv6]',
    'ipFamilies: [ipv5]',
    'membersGroup: default',
    'membersGroup: open',
    'proxy: {}',
    'proxy: {client: none}',
    'proxy: {client: http}',
    'proxy: {host: 1}',
    'proxy: {exclusions: [a, b]}',
    'proxy: {exclusions: a}',
    'proxy: {exclusions: [""]}',
    'proxy: {port: 1}',
    'proxy: none',
    'ephemeralPorts: 32768-60999',
    'ephemeralPorts: 1024',
    'ephemeralPorts: 1024 - 65535',
    'ephemeralPorts: [1024, 65535]',
    'edition: latest',
    'edition: 2026-08-22',
    'edition: 2025-01-01',
    'quotas: {}',
    'quotas: {securityGroupRules: 1}',
    'quotas: {securityGroupRules: 1.5}',
    'quotas: {securityGroupRules: -1}',
    'quotas: {securityGroupRules: "60"}',
    'quotas: {rules: 60}',
    'policies: []',
    'policies: {}',
    'policies: [{}]',
    'policies: [null]',
    'policies: [{role: vpc}]',
    'policies: [{role: []}]',
    'policies: [{role: [workspace, x]}]',
    'policies: [{role: null}]',
    'policies: [{files: 1}]',
    'policies: [{files: ""}]',
    `policies: [{match: ${'a'.repeat(1000)}}]`,
    `policies: [{match: ${'a'.repeat(1001)}}]`,
    'policies: [{quotas: {}}]',
    'policies: [{edition: latest}]',
    'policies: [{ignore: []}]',
    'policies: [{proxy: {client: https}}]',
    'ignore: [a, "b/**"]',
    'ignore: a',
    'ignore: [1]',
    'checks: {}',
    'checks: {missing-flow: off, role-hint: warning}',
    'checks: {missing-flow: none}',
    'checks: {missing-flow: false}',
    'checks: {missing: off}',
    '[]',
    '1',
  ]) {
    it(`agrees with the linter on ${JSON.stringify(text.slice(0, 60))}`, () => {
      const isValid = 'configuration' in decode(text);
      const document: unknown = parse(text);
      assert.equal(validate(document), isValid, JSON.stringify(validate.errors));
    });
  }
});

function decode(text: string) {
  return decodeConfiguration({ path: 'net/.workspaces-netlint.yaml', text }, 'net');
}

function decoded(text: string): Configuration {
  const result = decode(text);
  assert.ok('configuration' in result, JSON.stringify(problemsOf(text)));
  return result.configuration;
}

function problemsOf(text: string) {
  const result = decode(text);
  if ('configuration' in result) return [];
  return result.problems.map(({ message, at }) => {
    const { line, column } = positionAt(at.file, at.span.start);
    return { message, place: `${line}:${column}` };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
