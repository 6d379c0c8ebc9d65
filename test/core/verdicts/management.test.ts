import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../../server/src/core/analysis';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import { lintFixture, readFixture } from '../../support/fixture';

/**
 * What a host firewall on a WorkSpace must let through, requirement by requirement: met by the one rule, missing
 * without it and with a rule that is a little less, and not asked for where the deployment does not need it.
 */
interface Case {
  readonly id: string;
  /** Left out: both. */
  readonly edition?: string;
  readonly rule: string;
  readonly less: string;
  /** The configuration that switches it on. */
  readonly on?: string;
  /** Configurations of which each switches it off. */
  readonly off?: readonly string[];
}

const EDITIONS = ['2022-09-02', '2026-08-22'];
/** In eu-central-1: one range for both protocols, and that of WSP. */
const RANGES = '[198.19.0.0/16, 10.0.0.0/8]';
const BYOL = 'licensing: byol';
const PROXY = 'proxy: {host: true, exclusions: [169.254.169.254]}';

const inbound = (protocol: string, ports: string): string =>
  `{action: allow, direction: inbound, protocol: ${protocol}, ports: ${ports}, sources: ${RANGES}}`;
const outbound = (protocol: string, ports: string, destinations = RANGES): string =>
  `{action: allow, direction: outbound, protocol: ${protocol}, ports: ${ports}, destinations: ${destinations}}`;

const CASES: readonly Case[] = [
  {
    id: 'management.pcoip.in',
    rule: inbound('[tcp, udp]', '[4172]'),
    less: inbound('tcp', '[4172]'),
    off: ['protocols: [wsp]'],
  },
  { id: 'management.web.in', rule: inbound('tcp', '[4489]'), less: inbound('udp', '[4489]') },
  {
    id: 'management.control.in',
    edition: '2022-09-02',
    rule: inbound('tcp', '[8200]'),
    less: inbound('tcp', '[8201]'),
    off: ['protocols: [wsp]'],
  },
  {
    id: 'management.control.in',
    edition: '2026-08-22',
    on: 'protocols: [wsp]',
    rule: inbound('tcp', '[8200]'),
    less: inbound('tcp', '[8201]'),
  },
  {
    id: 'management.wsp.tcp.in',
    rule: inbound('tcp', '["8201-8250"]'),
    less: inbound('tcp', '["8201-8249"]'),
    off: ['protocols: [pcoip]'],
  },
  {
    id: 'management.wsp.udp.in',
    rule: inbound('udp', '[8220]'),
    less: inbound('tcp', '[8220]'),
    off: ['protocols: [pcoip]'],
  },
  {
    id: 'management.web.tcp.out',
    rule: outbound('tcp', '[8443, 9997]'),
    less: outbound('tcp', '[8443]'),
  },
  {
    id: 'management.web.udp.out',
    rule: outbound('udp', '[3478, 4172, 4195]'),
    less: outbound('udp', '[3478, 4172, 4195]', '[198.19.0.0/16]'),
  },
  {
    id: 'management.media.out',
    edition: '2022-09-02',
    rule: outbound('udp', '[50002, 55002]'),
    less: outbound('udp', '[50002]'),
  },
  {
    id: 'management.metadata.out',
    rule: outbound('tcp', '[80]', '[169.254.169.254]'),
    less: outbound('tcp', '[80]', '[169.254.169.253]'),
  },
  {
    id: 'management.kms.windows',
    rule: outbound('tcp', '[1688]', '[169.254.169.250, 169.254.169.251]'),
    less: outbound('tcp', '[1688]', '[169.254.169.250]'),
    off: [BYOL],
  },
  {
    id: 'management.kms.windows-byol',
    on: `${BYOL}\nkmsServers: [10.1.2.3, 10.1.2.4]`,
    rule: outbound('tcp', '[1688]', '[10.1.2.3-10.1.2.4]'),
    less: outbound('tcp', '[1688]', '[10.1.2.3]'),
    off: ['licensing: public-bundle'],
  },
  {
    id: 'management.kms.office-byol',
    on: BYOL,
    rule: outbound('tcp', '[1688]', '[54.239.236.220]'),
    less: outbound('tcp', '[1688]', '[54.239.236.221]'),
    off: ['licensing: public-bundle'],
  },
  {
    id: 'management.kms.office-public',
    rule: outbound('tcp', '[1688]', '[198.19.64.250, 10.7.64.250]'),
    less: outbound('tcp', '[1688]', '[198.19.64.250]'),
    off: [BYOL],
  },
  {
    id: 'management.kms.office-public',
    on: 'protocols: [pcoip]',
    rule: outbound('tcp', '[1688]', '[198.19.64.250]'),
    less: outbound('tcp', '[1688]', '[198.19.64.249, 10.7.64.250]'),
  },
  {
    id: 'management.proxy-loopback.out',
    on: PROXY,
    rule: '{action: allow, direction: outbound, protocol: tcp, destinations: [127.0.0.2]}',
    less: outbound('tcp', '["1-65535"]', '[127.0.0.2]'),
    off: ['proxy: {host: false}', `${PROXY}\nprotocols: [pcoip]`],
  },
];

describe('the management interface', () => {
  for (const { id, edition, rule, less, on = '', off = [] } of CASES) {
    for (const date of edition === undefined ? EDITIONS : [edition]) {
      it(`${id} of ${date}${on === '' ? '' : `, ${on.replaceAll('\n', ', ')}`}`, () => {
        assert.equal(verdictOn(lint(date, on, [rule]), id), 'met');
        assert.equal(verdictOn(lint(date, on, [less]), id), 'missing');
        assert.equal(verdictOn(lint(date, on, []), id), 'missing');
        for (const without of off) assert.equal(verdictOn(lint(date, without, []), id), undefined, without);
      });
    }
  }

  it('is asked for your own KMS servers port by port, while nobody says where they are', () => {
    const id = 'management.kms.windows-byol';
    const to = (destinations: string): string | undefined =>
      verdictOn(lint('2026-08-22', BYOL, [outbound('tcp', '[1688]', destinations)]), id);
    assert.equal(to('[any]'), 'met');
    assert.equal(to('[10.1.2.3]'), 'undetermined');
    const { diagnostics } = lint('2026-08-22', BYOL, []);
    const finding = diagnostics.find(({ requirement }) => requirement === id);
    assert.deepEqual(finding?.missing, [
      { direction: 'outbound', protocol: 'tcp', ports: '1688', peers: ['kms-servers'] },
    ]);
  });

  it('has its own range under your own license, with the one that was chosen', () => {
    const facts = `${BYOL}\nbyolManagementCidr: 10.200.0.0/16\nprotocols: [pcoip]`;
    const from = (sources: string): string | undefined =>
      verdictOn(
        lint('2026-08-22', facts, [
          `{action: allow, direction: inbound, protocol: tcp, ports: [4489], sources: ${sources}}`,
        ]),
        'management.web.in',
      );
    assert.equal(from('[54.239.224.0/20, 10.200.0.0/16]'), 'met');
    assert.equal(from('[54.239.224.0/20]'), 'missing');
    assert.equal(from('[10.200.0.0/16]'), 'missing');
  });

  it('gets the answers to media at ports of its own, whatever the clients use', () => {
    const answers = (ports: string): Analysis =>
      lint(
        '2022-09-02',
        'ephemeralPorts: 1024-65535',
        [
          outbound('udp', '[50002, 55002]'),
          `{action: allow, direction: inbound, protocol: udp, ports: [${ports}], sourcePorts: [50002, 55002], sources: ${RANGES}}`,
        ],
        'stateful: false',
      );
    assert.equal(verdictOn(answers('"49152-65535"'), 'management.media.out'), 'met');
    const { diagnostics } = answers('"49152-60000"');
    const lost = diagnostics.find(({ requirement }) => requirement === 'management.media.out');
    assert.equal(lost?.rule, 'missing-return-path');
    assert.deepEqual(
      lost.missing?.map(({ direction, ports, sourcePorts }) => [direction, ports, sourcePorts]),
      [
        ['inbound', '60001-65535', '50002'],
        ['inbound', '60001-65535', '55002'],
      ],
    );
  });

  it('has the metadata service left out of its proxy: the finding is on the configuration', () => {
    const id = 'management.proxy-exclusion';
    const run = (proxy: string): Analysis => lint('2026-08-22', `proxy: ${proxy}`, []);
    assert.equal(verdictOn(run('{host: true, exclusions: [169.254.169.254]}'), id), 'met');
    assert.equal(verdictOn(run('{host: false}'), id), undefined);
    const found = run('{host: true, exclusions: [10.0.0.1]}').diagnostics.filter(
      ({ requirement }) => requirement === id,
    );
    assert.deepEqual(
      found.map(({ rule, severity, at }: Diagnostic) => [rule, severity, at.file.path]),
      [['missing-flow', 'error', '.workspaces-netlint.yaml']],
    );
  });
});

function lint(edition: string, configuration: string, rules: readonly string[], more = ''): Analysis {
  const text = [
    `#? --region eu-central-1 --role management --edition ${edition}`,
    ...configuration.split('\n').map((line) => `#= ${line}`),
    'firewall:',
    '  name: host',
    ...(more === '' ? [] : [`  ${more}`]),
    ...(rules.length === 0 ? ['  rules: []'] : ['  rules:', ...rules.map((rule) => `    - ${rule}`)]),
  ];
  return lintFixture(readFixture('host.yaml', text.join('\n')));
}

function verdictOn({ coverage }: Analysis, id: string): string | undefined {
  return coverage.find(({ requirement }) => requirement === id)?.verdict;
}
