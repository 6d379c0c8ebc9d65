import fc from 'fast-check';
import { broken, form, lines } from './broken';
import { CONFIGURATION_SEEDS, DIRECTIVES, YAML_SEEDS } from './seeds';

const scalars = fc.constantFrom(
  ...[
    'a',
    'null',
    '~',
    'true',
    'yes',
    '0x1bb',
    '1_000',
    '.nan',
    '2026-01-01',
    '"q\\n"',
    "'it''s'",
    '443',
    '!!str 1',
  ],
  ...[
    '*a',
    '&a b',
    '!Ref X',
    '!!binary aGk=',
    '|\n    x\n',
    '>-\n    y\n',
    '[*a]',
    '{<<: *a}',
    '? k',
    '',
    '🙂',
  ],
);

/** YAML of any shape: anchors, merges, tags, several documents. */
export const yamlTexts: fc.Arbitrary<string> = fc.oneof(
  fc.letrec<{ flow: string; block: string }>((tie) => ({
    flow: fc.oneof(
      { maxDepth: 4 },
      scalars,
      lines(tie('flow'), 3, ', ').map((items) => `[${items}]`),
      lines(form('$: $', scalars, tie('flow')), 3, ', ').map((items) => `{${items}}`),
    ),
    block: lines(
      fc.oneof(
        form('$: $', scalars, tie('flow')),
        form('- $', tie('flow')),
        form('  - $: $', scalars, scalars),
        form('x: &a\n  y: $', tie('flow')),
        form('$:\n  <<: [*a, *b]', scalars),
        fc.constantFrom('---', '...', '# c', '%TAG ! tag:x,2000:', '  '),
      ),
      8,
    ),
  })).block,
  broken(YAML_SEEDS),
);

const usually = (...values: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, scalars);

const span = usually(
  '443',
  '4172',
  '"4195"',
  '"8201-8250"',
  '[443, 4172]',
  '[]',
  'any',
  '65536',
  '"9-1"',
  '"1024-65535"',
);
const peers = usually(
  ...[
    'any',
    '[any]',
    '54.244.46.0/23',
    '[54.244.46.0/23, 34.223.96.0/22]',
    '10.0.0.1-10.0.0.9',
    'example.com',
  ],
  ...['[.amazonaws.com]', '"*.x.com"', '[]', '10.0.0.1/8', '::/0', '0.0.0.0/0', '[*all]', '*all'],
);
const rule = fc
  .record(
    {
      name: usually('streaming', 'web'),
      action: usually('allow', 'deny'),
      direction: usually('outbound', 'inbound'),
      protocol: usually('tcp', 'udp', '[tcp, udp]', 'icmp', 'any', '[]'),
      ports: span,
      sourcePorts: span,
      destinations: peers,
      sources: peers,
      '<<': fc.constant('*base'),
      nope: scalars,
    },
    { requiredKeys: [] },
  )
  .map(
    (fields) =>
      `    - {${Object.entries(fields)
        .map(([key, value]) => `${key}: ${value}`)
        .join(', ')}}`,
  );
const head = fc
  .record(
    {
      name: usually('edge', 'branch'),
      stateful: usually('true', 'false'),
      default: usually('allow', 'deny'),
      evaluation: usually('first-match', 'any-allow'),
      role: usually('client-network', 'workspace', '[directory, workspace]', 'management', 'nope'),
      regions: usually('[us-west-2]', 'us-east-1', '[eu-nope-1]', '[]'),
    },
    { requiredKeys: [] },
  )
  .map((fields) =>
    Object.entries(fields)
      .map(([key, value]) => `  ${key}: ${value}`)
      .join('\n'),
  );
const directive = fc
  .oneof(fc.constantFrom('', ...DIRECTIVES), broken(DIRECTIVES))
  .map((text) => `# ${text}\n`);

/** Firewalls, with most of what can be said about one. */
export const firewalls: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: form(
      '$base: &base {protocol: tcp, ports: 443}\nall: &all [any, 10.0.0.0/8]\n$firewall:\n$\n  rules:\n$\n',
      fc.constant(''),
      directive,
      head,
      lines(rule, 6),
    ),
  },
  form('firewalls:\n  - name: $\n    rules: $\n  - $\n', scalars, scalars, scalars),
  broken(YAML_SEEDS),
);

/** Configurations: what may be stated, and what is not understood. */
export const configurations: fc.Arbitrary<string> = fc.oneof(
  broken(CONFIGURATION_SEEDS),
  lines(
    form(
      '$: $',
      fc.constantFrom(
        ...[
          'regions',
          'protocols',
          'webAccess',
          'internetAccess',
          'licensing',
          'byolManagementCidr',
          'kmsServers',
        ],
        ...[
          'ipFamilies',
          'vpcCidrs',
          'workspaceSubnets',
          'directoryControllers',
          'dnsServers',
          'clientCidrs',
        ],
        ...[
          'membersGroup',
          'proxy',
          'ephemeralPorts',
          'edition',
          'quotas',
          'policies',
          'ignore',
          'checks',
          'nope',
        ],
      ),
      usually(
        ...[
          '[us-west-2]',
          '[pcoip]',
          'true',
          'byol',
          '10.200.0.0/16',
          '[10.0.0.0/8, 192.168.0.0/16]',
          'restricted',
        ],
        ...[
          '{client: https, host: true, exclusions: [169.254.169.254]}',
          '49152-65535',
          '2022-09-02',
          '[ipv4, ipv6]',
        ],
        ...[
          '{securityGroupRules: 5}',
          '[{files: "**", role: workspace}]',
          '[{match: "sg-*", role: client-network}]',
        ],
        ...['["x/**", "{a,b}/[!c]*"]', '{stale-range: off, missing-flow: info}', '[]', '{}'],
      ),
    ),
    8,
  ),
);
