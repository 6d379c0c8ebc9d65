import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analyze } from '../../server/src/core/analyze';
import { runIn } from '../cli/run';
import { folderWith } from '../cli/temporary';

/**
 * Input that means harm. Whatever is in a file, the run ends with a status that means something, and the file
 * beside it is judged as if it were alone.
 */

const GOOD = JSON.stringify({
  SecurityGroups: [{ GroupId: 'sg-good', IpPermissions: [], IpPermissionsEgress: [] }],
});
const JUDGED = ['lint', '--format', 'json', '--role', 'client-network', '--region', 'us-west-2', '.'];

const permission = (port: number): string =>
  `{"IpProtocol":"tcp","FromPort":${port},"ToPort":${port},"IpRanges":[{"CidrIp":"10.${port >> 8}.${port & 255}.0/24"}]}`;
const group = (permissions: string): string =>
  `{"SecurityGroups":[{"GroupId":"sg-bad","IpPermissions":[],"IpPermissionsEgress":[${permissions}]}]}`;
const firewall = (rules: string): string => `firewall:\n  name: bad\n  rules:${rules}`;
const rule = (parts: string): string =>
  `\n    - {action: allow, direction: outbound, protocol: tcp, ports: [443], ${parts}}`;
const nested = (open: string, close: string, depth: number): string =>
  open.repeat(depth) + close.repeat(depth);
const many = (count: number, item: (index: number) => string, separator = ''): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator);

/** Ten lists of ten of the one before: 10^9 leaves in a few hundred bytes. */
const laughs = (depth: number): string =>
  many(
    depth,
    (level) => `a${level}: &a${level} [${many(10, () => (level === 0 ? '443' : `*a${level - 1}`), ', ')}]\n`,
  );

/** Rule and file of each finding. */
function findingsOf(stdout: string): readonly string[] {
  const report: unknown = JSON.parse(stdout);
  assert.ok(typeof report === 'object' && report !== null && 'findings' in report);
  const { findings } = report;
  assert.ok(Array.isArray(findings));
  return findings.map((finding: unknown) => {
    assert.ok(typeof finding === 'object' && finding !== null && 'rule' in finding && 'file' in finding);
    return `${String(finding.rule)} ${String(finding.file)}`;
  });
}

interface Hostile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** The rule of a finding on the bad file that must be there. */
  readonly says?: 'limit-exceeded' | 'syntax-error';
}

const CASES: Readonly<Record<string, Hostile>> = {
  'an alias bomb in ports': {
    path: 'bad.yaml',
    content: `${laughs(9)}${firewall(rule('destinations: [any]').replace('[443]', '*a8'))}`,
    says: 'limit-exceeded',
  },
  'an alias bomb in destinations': {
    path: 'bad.yaml',
    content: `${laughs(9).replaceAll('443', '10.0.0.0/8')}${firewall(rule('destinations: *a8'))}`,
    says: 'limit-exceeded',
  },
  'an alias bomb as rules': {
    path: 'bad.yaml',
    content: `${laughs(9).replaceAll('443', '{action: allow}')}firewall: {name: bad, rules: *a8}\n`,
    says: 'limit-exceeded',
  },
  'an alias that holds itself': {
    path: 'bad.yaml',
    content: `firewall: &f\n  name: bad\n  rules: [*f]\n`,
  },
  'merge keys that merge each other': {
    path: 'bad.yaml',
    content: `x0: &x0 {protocol: tcp}\n${many(2000, (index) => `x${index + 1}: &x${index + 1} {<<: *x${index}}\n`)}${firewall(
      '\n    - {<<: *x2000, action: allow, direction: outbound}\n',
    )}`,
  },
  'a merge bomb': {
    path: 'bad.yaml',
    content: `${many(
      10,
      (level) =>
        `m${level}: &m${level} {${level === 0 ? 'protocol: tcp' : `<<: [${many(10, () => `*m${level - 1}`, ', ')}]`}}\n`,
    )}${firewall('\n    - {<<: *m9, action: allow, direction: outbound}\n')}`,
  },
  'JSON 50,000 deep': {
    path: 'bad.json',
    content: `{"IpPermissions":${nested('[', ']', 50_000)}}`,
    says: 'limit-exceeded',
  },
  'objects 50,000 deep inside a group': {
    path: 'bad.json',
    content: group(`${'{"IpProtocol":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
    says: 'limit-exceeded',
  },
  'JSON that opens 50,000 times and never closes': {
    path: 'bad.json',
    content: `{"SecurityGroups":[{"IpPermissions":${'[{"a":'.repeat(25_000)}`,
    says: 'limit-exceeded',
  },
  'YAML flow 50,000 deep': {
    path: 'bad.yaml',
    content: firewall(` ${nested('[', ']', 50_000)}`),
    says: 'limit-exceeded',
  },
  'YAML blocks 3,000 deep': {
    path: 'bad.yaml',
    content: `${firewall(' []')}\n${many(3000, (depth) => `${' '.repeat(depth)}a:\n`)}`,
    says: 'limit-exceeded',
  },
  'YAML sequences 50,000 deep in one line': {
    path: 'bad.yaml',
    content: `firewall:\n  rules:\n    ${'- '.repeat(50_000)}`,
    says: 'limit-exceeded',
  },
  'a line of 20 MB in JSON': {
    path: 'bad.json',
    content: group(`{"IpProtocol":"${'t'.repeat(20_000_000)}"}`),
    says: 'limit-exceeded',
  },
  'a line of 20 MB in YAML': {
    path: 'bad.yaml',
    content: `firewall: ${'a'.repeat(20_000_000)}`,
    says: 'limit-exceeded',
  },
  'a line of 10 MB in JSON': {
    path: 'bad.json',
    content: group(`{"IpProtocol":"${'t'.repeat(10_000_000)}"}`),
  },
  'a comment of 5 MB that starts like a directive': {
    path: 'bad.jsonc',
    content: `// workspaces-netlint: ${'role='.repeat(1_000_000)}\n${group('')}`,
  },
  'a directive with 1 MB of blanks': {
    path: 'bad.yaml',
    content: `# workspaces-netlint:${' '.repeat(1_000_000)}role\n${firewall(' []\n')}`,
  },
  'a reason that does not end': {
    path: 'bad.yaml',
    content: `# workspaces-netlint: disable=missing-flow reason="${'\\'.repeat(500_000)}\n${firewall(' []\n')}`,
  },
  'an address of 1 MB': {
    path: 'bad.yaml',
    content: firewall(
      rule(`destinations: ["${'1.'.repeat(500_000)}", "${'-'.repeat(500_000)}", "${':'.repeat(500_000)}"]`),
    ),
  },
  'ports that are no ports': {
    path: 'bad.yaml',
    content: firewall(
      rule('destinations: [any]').replace(
        '[443]',
        '[-1, 1e309, .nan, 0x1bb, 65536, "9-1", "-", "", null, {}, [[]], 443.5]',
      ),
    ),
  },
  'keys that JavaScript gives a meaning': {
    path: 'bad.json',
    content: `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"SecurityGroups":[{"GroupId":"__proto__","toString":null,"IpPermissions":[{"IpProtocol":"constructor","hasOwnProperty":1}],"IpPermissionsEgress":[{"IpProtocol":"__proto__"}]}]}`,
  },
  'keys that JavaScript gives a meaning, in YAML': {
    path: 'bad.yaml',
    content: `firewall:\n  name: __proto__\n  __proto__: {rules: []}\n  constructor: 1\n  rules: []\n`,
  },
  'a group with 20,000 equal keys': {
    path: 'bad.json',
    content: `{"SecurityGroups":[{"GroupId":"sg-bad",${many(20_000, () => '"IpPermissions":[]', ',')}}]}`,
  },
  'NUL bytes in JSON': {
    path: 'bad.json',
    content: group('').replace('sg-bad', 'sg-\0'),
    says: 'syntax-error',
  },
  'NUL bytes in YAML': { path: 'bad.yaml', content: firewall(' []\n').replace('bad', 'b\0d') },
  'half a surrogate pair': {
    path: 'bad.json',
    content: group('').replace('sg-bad', '\\ud800'),
  },
  'bytes that are no UTF-8, in JSON': {
    path: 'bad.json',
    content: Buffer.concat([Buffer.from(group('')), Buffer.from([0xff, 0xc0, 0x80])]),
    says: 'syntax-error',
  },
  'bytes that are no UTF-8, in YAML': {
    path: 'bad.yaml',
    content: Buffer.concat([Buffer.from(firewall(' []\n# ')), Buffer.from([0xff, 0xc0, 0x80])]),
    says: 'syntax-error',
  },
  'nothing in JSON': { path: 'bad.json', content: '' },
  'nothing but a mark': { path: 'bad.yaml', content: '\uFEFF' },
  '50,000 documents': { path: 'bad.yaml', content: many(50_000, () => '---\n') + firewall(' []\n') },
};

describe('hostile input', () => {
  for (const [what, { path, content, says }] of Object.entries(CASES)) {
    it(what, { timeout: 120_000 }, async (context) => {
      const cwd = folderWith(context, { 'good.json': GOOD, [path]: content });
      const { status, stdout, stderr } = await runIn(cwd, JUDGED);
      assert.equal(stderr, '');
      assert.equal(status, 1, 'the good file has errors of its own');
      const found = findingsOf(stdout);
      assert.ok(found.includes('missing-flow good.json'), 'the good file is judged');
      if (says !== undefined) assert.ok(found.includes(`${says} ${path}`), found.join(', '));
      assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    });
  }

  for (const [what, path, content] of [
    ['100,000 permissions', 'many.json', group(many(100_000, (index) => permission(index % 65536), ','))],
    [
      '100,000 firewall rules',
      'many.yaml',
      firewall(
        many(100_000, (index) => rule(`destinations: [10.${(index >> 8) & 255}.${index & 255}.0/24]`)),
      ),
    ],
    [
      '100,000 entries of a network ACL, half of them denies',
      'many.json',
      `{"NetworkAcls":[{"NetworkAclId":"acl-bad","Entries":[${many(
        100_000,
        (index) =>
          `{"RuleNumber":${index + 1},"RuleAction":"${index % 2 === 0 ? 'allow' : 'deny'}","Egress":${index % 3 === 0},"Protocol":"6","PortRange":{"From":${index % 65536},"To":65535},"CidrBlock":"10.${(index >> 8) & 255}.${index & 255}.0/24"}`,
        ',',
      )}]}]}`,
    ],
  ] as const) {
    it(`${what} are judged or left out with a finding`, { timeout: 300_000 }, async (context) => {
      const cwd = folderWith(context, { 'good.json': GOOD, [path]: content });
      const { status, stdout, stderr } = await runIn(cwd, JUDGED);
      assert.equal(stderr, '');
      assert.equal(status, 1);
      const found = findingsOf(stdout);
      assert.ok(found.includes('missing-flow good.json'));
      assert.ok(
        found.some((finding) => finding.endsWith(path)),
        found.join(', '),
      );
    });
  }

  it('links that go in circles', async (context) => {
    const cwd = folderWith(context, { 'good.json': GOOD, 'deep/er/x.txt': '' });
    symlinkSync('../..', join(cwd, 'deep/er/up'));
    symlinkSync('b.json', join(cwd, 'a.json'));
    symlinkSync('a.json', join(cwd, 'b.json'));
    mkdirSync(join(cwd, 'ring'));
    symlinkSync(cwd, join(cwd, 'ring/ring'));
    const { status, stdout, stderr } = await runIn(cwd, JUDGED);
    assert.equal(stderr, '');
    assert.equal(status, 1);
    assert.match(stdout, /"files": 1,\s*"policies": 1/);
  });
});

describe('broken text', () => {
  const originals = [
    { path: 'x.json', text: group(many(3, (index) => permission(4172 + index), ',')) },
    { path: 'x.json', text: `[${permission(443)}]` },
    {
      path: 'x.json',
      text: '{"NetworkAcls":[{"NetworkAclId":"acl-1","Entries":[{"RuleNumber":1,"RuleAction":"allow","Egress":true,"Protocol":"-1","CidrBlock":"0.0.0.0/0"}]}]}',
    },
    {
      path: 'x.yaml',
      text: `# workspaces-netlint: role=workspace\n${firewall(rule('destinations: [any, 10.0.0.0/8]'))}\n`,
    },
    {
      path: 'x.yaml',
      text: 'firewalls:\n  - &a\n    name: one\n    rules: []\n  - {<<: *a, name: two}\n---\nfirewall: {}\n',
    },
  ];
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\n',
    ' ',
    '-',
    '&a',
    '*a',
    '<<: ',
    '#',
    '//',
    '/*',
    '\\',
    '\0',
    '\uFEFF',
    '\ud800',
    '9e999',
    'null',
    '0.0.0.0/0',
    '|',
    '>',
    '!!binary ',
    '? ',
    '---\n',
    '%YAML 9\n',
    '\t',
    '\r',
  ];

  it('never makes the linter throw, and never the same text say two things', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(12),
      insert: fc.constantFrom('', ...pieces),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        ({ path, text }, edits) => {
          const broken = edits.reduce((so, { at, remove, insert }) => {
            const from = Math.floor(at * so.length);
            return so.slice(0, from) + insert + so.slice(from + remove);
          }, text);
          const run = (): string => {
            const analysis = analyze({
              files: [{ path, text: broken }],
              configurationOf: () => undefined,
              coversFolderOf: () => false,
              stated: { roles: [], facts: { regions: ['us-west-2'] } },
              today: '2026-08-22',
              inlineSuppressions: true,
              named: () => true,
              hostProblems: [],
            });
            assert.ok('summary' in analysis);
            for (const { at } of analysis.diagnostics) {
              assert.ok(0 <= at.span.start && at.span.start <= at.span.end && at.span.end <= broken.length);
            }
            return JSON.stringify([
              analysis.diagnostics.map(({ rule: id, message, at: { span } }) => [id, message, span]),
              analysis.summary,
            ]);
          };
          assert.equal(run(), run());
        },
      ),
      { numRuns: 2000, seed: 20260822 },
    );
  });
});
