import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEdition, requirementIds, type Edition } from '../../../server/src/core/requirements/editions';
import type { Condition, PeerSource, Requirement } from '../../../server/src/core/requirements/requirement';
import edition2022 from '../../../catalog/editions/2022-09-02.json';
import edition2026 from '../../../catalog/editions/2026-08-22.json';
import seed from '../../facts/requirements.seed.json';

/**
 * What every edition demands, written down by hand: role, id, level, direction, protocols and ports, peers,
 * and behind "if" what switches it on.
 */
const BOTH = `
client-network client.https required outbound tcp 443 AMAZON/GLOBAL+AMAZON/$region+AMAZON/us-east-1+AMAZON/us-west-2+S3/us-west-2 if proxy.client=none
client-network client.streaming.pcoip required outbound tcp+udp 4172 gateways.pcoip if pcoip
client-network client.streaming.wsp required outbound tcp+udp 4195 gateways.wsp if wsp
client-network client.health-check.pcoip required outbound tcp+udp 4172 health-check if pcoip
client-network client.health-check.wsp required outbound tcp+udp 4195 health-check if wsp
client-network web.dns required outbound udp 53 dnsServers if webAccess=true dnsServers
client-network web.http required outbound tcp+udp 80 EC2/$region if webAccess=true
client-network web.https required outbound tcp+udp 443 EC2/$region if webAccess=true
client-network web.streaming required outbound tcp+udp 4195 gateways.wsp if webAccess=true wsp
client-network domain.captcha required outbound tcp 443 hosts
client-network domain.client-update required outbound tcp 443 hosts
client-network domain.connectivity-check required outbound tcp 443 hosts
client-network domain.device-metrics required outbound tcp 443 hosts
client-network domain.client-metrics required outbound tcp 443 hosts
client-network domain.dynamic-messaging required outbound tcp 443 hosts
client-network domain.directory-settings required outbound tcp 443 hosts
client-network domain.log-service required outbound tcp 443 hosts
client-network domain.health-check required outbound tcp 443 hosts
client-network domain.registration required outbound tcp 443 hosts
client-network domain.user-login required outbound tcp 443 hosts
client-network domain.broker required outbound tcp 443 hosts
client-network domain.api required outbound tcp 443 hosts
client-network domain.session-broker required outbound tcp 443 hosts if pcoip
client-network domain.turn.pcoip required outbound tcp 443 hosts if webAccess=true pcoip
workspace workspace.http.out required(unstated:recommended) outbound tcp 80 any if internetAccess=true
workspace workspace.http.in optional inbound tcp 80 vpc if internetAccess=true
workspace workspace.https.out required(unstated:recommended) outbound tcp 443 any if internetAccess=true
workspace workspace.https.in optional inbound tcp 443 vpc if internetAccess=true
workspace directory.dns required outbound tcp+udp 53 directory-controllers
workspace directory.kerberos required outbound tcp+udp 88 directory-controllers
workspace directory.ntp required outbound udp 123 directory-controllers
workspace directory.rpc required outbound tcp 135 directory-controllers
workspace directory.netlogon.udp required outbound udp 137-138 directory-controllers
workspace directory.netlogon.tcp required outbound tcp 139 directory-controllers
workspace directory.ldap required outbound tcp+udp 389 directory-controllers
workspace directory.smb required outbound tcp+udp 445 directory-controllers
workspace directory.rpc-dynamic required outbound tcp 1024-65535 directory-controllers
directory directory.dns required inbound tcp+udp 53 vpc
directory directory.kerberos required inbound tcp+udp 88 vpc
directory directory.ntp required inbound udp 123 vpc
directory directory.rpc required inbound tcp 135 vpc
directory directory.netlogon.udp required inbound udp 137-138 vpc
directory directory.netlogon.tcp required inbound tcp 139 vpc
directory directory.ldap required inbound tcp+udp 389 vpc
directory directory.smb required inbound tcp+udp 445 vpc
directory directory.rpc-dynamic required inbound tcp 1024-65535 vpc
management management.pcoip.in required inbound tcp+udp 4172 management-ranges if pcoip
management management.web.in required inbound tcp 4489 management-ranges
management management.wsp.tcp.in required inbound tcp 8201-8250 management-ranges if wsp
management management.wsp.udp.in required inbound udp 8220 management-ranges if wsp
management management.web.tcp.out required outbound tcp 8443,9997 management-ranges
management management.web.udp.out required outbound udp 3478,4172,4195 management-ranges
management management.metadata.out required outbound tcp 80 169.254.169.254
management management.kms.windows required outbound tcp 1688 169.254.169.250+169.254.169.251 if licensing=public-bundle
management management.kms.windows-byol required outbound tcp 1688 kms-servers if licensing=byol
management management.kms.office-byol required outbound tcp 1688 54.239.236.220 if licensing=byol
management management.kms.office-public required outbound tcp 1688 x.y.64.250 if licensing=public-bundle
management management.proxy-loopback.out required outbound tcp all 127.0.0.2 if wsp proxy.host=true
management management.proxy-exclusion required outbound no flow exclude:169.254.169.254 if proxy.host=true
vpc vpc.management-ranges required outbound no flow management-ranges
`;
const ONLY_2022 = `
management management.control.in required inbound tcp 8200 management-ranges if pcoip
management management.media.out required outbound udp 50002,55002 management-ranges answers 49152-65535
`;
const ONLY_2026 = `
client-network client.https.quic recommended outbound udp 443 AMAZON/GLOBAL+AMAZON/$region+AMAZON/us-east-1+AMAZON/us-west-2+S3/us-west-2 if proxy.client=none
client-network client.streaming.media recommended outbound udp 50002,55002 gateways.pcoip if pcoip
client-network client.dns required outbound udp 53 dnsServers if dnsServers
client-network domain.gateway.wsp recommended outbound tcp 4195 hosts if wsp
client-network domain.smart-card recommended outbound tcp 443 hosts
workspace directory.ldaps recommended outbound tcp+udp 636 directory-controllers
workspace directory.global-catalog recommended outbound tcp 3268-3269 directory-controllers
directory directory.ldaps recommended inbound tcp+udp 636 vpc
directory directory.global-catalog recommended inbound tcp 3268-3269 vpc
management management.control.in required inbound tcp 8200 management-ranges
`;

const old = load('2022-09-02');
const latest = load('2026-08-22');

test('the edition of 2022 demands exactly this', () => {
  assert.deepEqual(old.requirements.map(line).sort(), lines(BOTH, ONLY_2022));
});

test('the edition of 2026 demands exactly this', () => {
  assert.deepEqual(latest.requirements.map(line).sort(), lines(BOTH, ONLY_2026));
});

test('the ids are those of all editions, each once', () => {
  const ids = lines(BOTH, ONLY_2022, ONLY_2026).map((text) => text.split(' ')[1] ?? '');
  assert.deepEqual(requirementIds(), [...new Set(ids)].sort());
});

test('a requirement is known by id and role, and belongs to the family of its id', () => {
  const families: readonly (readonly [RegExp, string])[] = [
    [/^client\.https(\.quic)?$/, 'client.https'],
    [/^client\.streaming\./, 'client.streaming'],
    [/^client\.health-check\./, 'client.health-check'],
    [/^client\.dns$/, 'client.dns'],
    [/^web\./, 'web'],
    [/^domain\./, 'domain'],
    [/^workspace\.https?\./, 'workspace.internet'],
    [/^directory\./, 'directory'],
    [/^management\.kms\./, 'management.kms'],
    [/^management\.(?!kms\.)/, 'management'],
    [/^vpc\./, 'vpc'],
  ];
  for (const { requirements } of [old, latest]) {
    const keys = requirements.map(({ id, role }) => `${id} ${role}`);
    assert.equal(new Set(keys).size, keys.length);
    for (const { id, family } of requirements) {
      assert.deepEqual(
        families.filter(([pattern]) => pattern.test(id)).map(([, name]) => name),
        [family],
        id,
      );
    }
  }
});

test('2022: the client and Web Access ports of the page, row by row', () => {
  // Line 21 names both ports and both kinds of gateway at once; 4172 is PCoIP's and 4195 is WSP's.
  const expected = [...seed.clientApplicationPorts, ...seed.webAccessPorts].flatMap((row) =>
    row.ports.flatMap(([from = 0, to = 0]) =>
      row.destinations
        .filter(({ type }) => !(type === 'pcoip-gateways' && from === 4195))
        .filter(({ type }) => !(type === 'wsp-gateways' && from === 4172))
        .flatMap((destination) =>
          row.protocols.map(
            (protocol) => `outbound ${protocol} ${from}-${to} ${destinationText(destination)}`,
          ),
        ),
    ),
  );
  // Allow lists have sections and tables of their own: see domains.test.ts.
  assert.deepEqual(
    sortedUnique(expected),
    packets('client-network').filter((text) => !text.endsWith(' hosts')),
  );
});

test('2022: the management ports of the page, row by row', () => {
  const expected = seed.managementPorts.flatMap((row) => {
    const ports = row.ports.length === 0 ? [[0, 65535]] : row.ports;
    const named = row.destinations ?? [];
    const office = row.replaceLastTwoOctetsWith === undefined ? [] : [`x.y.${row.replaceLastTwoOctetsWith}`];
    // Line 210 goes on to say that activation under your own license goes to your own servers.
    const own = row.line === 210 ? ['kms-servers'] : [];
    const peers = [...named, ...office, ...own];
    return (peers.length === 0 ? ['management-ranges'] : peers).flatMap((peer) =>
      row.protocols.flatMap((protocol) =>
        ports.map(([from = 0, to = 0]) => `${row.direction} ${protocol} ${from}-${to} ${peer}`),
      ),
    );
  });
  assert.deepEqual(sortedUnique(expected), packets('management'));
});

test('2022: rows of one streaming protocol count for that protocol only, and media answers have a range', () => {
  for (const row of seed.managementPorts) {
    const served = old.requirements.filter(
      ({ role, source, id }) =>
        role === 'management' && id !== 'management.proxy-exclusion' && source.source === `seed:${row.line}`,
    );
    if (row.line === 201) continue; // UDP beside the TCP of line 200, in one requirement
    assert.notEqual(served.length, 0, `line ${row.line}`);
    for (const { when, answerPorts } of served) {
      const protocols = when.flatMap((condition) => (condition.fact === 'protocols' ? [condition.has] : []));
      assert.deepEqual(protocols, row.protocol === undefined ? [] : [row.protocol.toLowerCase()]);
      assert.deepEqual(answerPorts, row.statelessReturnPorts);
    }
  }
});

test('2022: the primary interface ports of the page, row by row', () => {
  const internet = seed.primaryPorts.internet.flatMap((row) =>
    row.ports.flatMap(([from = 0, to = 0]) =>
      row.protocols.flatMap((protocol) => [
        `outbound ${protocol} ${from}-${to} any seed:${row.line}`,
        `inbound ${protocol} ${from}-${to} vpc seed:${row.line}`,
      ]),
    ),
  );
  const between = (direction: string, peer: string): string[] =>
    seed.primaryPorts.directoryControllers.flatMap((row) =>
      row.ports.flatMap(([from = 0, to = 0]) =>
        row.protocols.map((protocol) => `${direction} ${protocol} ${from}-${to} ${peer} seed:${row.line}`),
      ),
    );
  assert.deepEqual(
    sortedUnique([...internet, ...between('outbound', 'directory-controllers')]),
    packets('workspace', true),
  );
  assert.deepEqual(sortedUnique(between('inbound', 'vpc')), packets('directory', true));
});

test('every source is one that the edition describes', () => {
  for (const [edition, sources] of [
    [old, edition2022.sources],
    [latest, edition2026.sources],
  ] as const) {
    const values = Object.values(edition.date === old.date ? edition2022.tables : edition2026.tables)
      .flatMap((table) => Object.values(table))
      .flat();
    const stated = edition.requirements.flatMap(({ source, peers }) => [
      source.source,
      ...(peers.kind === 'cidrs' ? peers.values.map((value) => value.source) : []),
      ...(peers.kind === 'domains'
        ? [...peers.everywhere, ...[...peers.byRegion.values()].flat()].map((value) => value.source)
        : []),
    ]);
    for (const source of [...values.map((value) => value.source), ...stated]) {
      assert.ok(Object.keys(sources).includes(source.replace(/:\d+$/, '')), source);
    }
  }
});

test('purpose and symptom fit into a sentence', () => {
  for (const { requirements } of [old, latest]) {
    for (const { id, purpose, symptom } of requirements) {
      assert.match(purpose, /^\S.*[^.\s]$/, id);
      assert.match(symptom, /^\S.*[^.\s]$/, id);
      assert.doesNotMatch(symptom, /^(The|A|An|Users|It|Without) /, id);
    }
  }
});

function load(date: string): Edition {
  const edition = loadEdition(date);
  assert.ok(edition);
  return edition;
}

function lines(...texts: string[]): string[] {
  return texts.flatMap((text) => text.trim().split('\n')).sort();
}

function line(requirement: Requirement): string {
  const { role, id, level, levelWhileUnstated, direction, flows, peers, when, answerPorts } = requirement;
  const conditions = when.map(conditionText).join(' ');
  return [
    role,
    id,
    levelWhileUnstated === undefined ? level : `${level}(unstated:${levelWhileUnstated.level})`,
    direction,
    flows.length === 0
      ? 'no flow'
      : flows.map(({ protocols, ports }) => `${protocols.join('+')} ${portText(ports)}`),
    peerTexts(peers).join('+'),
    ...(conditions === '' ? [] : [`if ${conditions}`]),
    ...(answerPorts === undefined ? [] : [`answers ${portText([answerPorts])}`]),
  ].join(' ');
}

function portText(ports: readonly { from: number; to: number }[]): string {
  return ports.length === 0
    ? 'all'
    : ports.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

function conditionText(condition: Condition): string {
  if ('has' in condition) return condition.has;
  return 'is' in condition ? `${condition.fact}=${String(condition.is)}` : condition.fact;
}

function peerTexts(peers: PeerSource): string[] {
  switch (peers.kind) {
    case 'any':
    case 'management-ranges':
      return [peers.kind];
    case 'cidrs':
      return peers.values.map(({ value }) => value);
    case 'table':
      return [peers.table];
    case 'ip-ranges':
      return peers.subsets.map(({ service, region }) => `${service}/${region}`);
    case 'deployment':
      return [peers.fact];
    case 'office-kms':
      return [`x.y.${peers.lastOctets}`];
    case 'proxy-exclusions':
      return peers.hosts.map((host) => `exclude:${host}`);
    case 'domains':
      return ['hosts'];
  }
}

function destinationText(destination: { type: string; service?: string; region?: string }): string {
  const { type, service = '', region = '' } = destination;
  switch (type) {
    case 'aws-ip-subset':
      return `${service}/${region === '$WORKSPACE_REGION' ? '$region' : region}`;
    case 'pcoip-gateways':
      return 'gateways.pcoip';
    case 'wsp-gateways':
      return 'gateways.wsp';
    case 'health-check-servers':
      return 'health-check';
    case 'customer-dns-servers':
      return 'dnsServers';
    default:
      throw new Error(`unknown destination ${type}`);
  }
}

/** What the 2022 edition demands of a role, one line per direction, protocol, port range and peer. */
function packets(role: Requirement['role'], withSource = false): string[] {
  return sortedUnique(
    old.requirements
      .filter((requirement) => requirement.role === role)
      .flatMap(({ direction, flows, peers, source }) =>
        flows.flatMap((flow) => {
          const ports = flow.ports.length === 0 ? [{ from: 0, to: 65535 }] : flow.ports;
          return flow.protocols.flatMap((protocol) =>
            ports.flatMap(({ from, to }) =>
              peerTexts(peers).map(
                (peer) =>
                  `${direction} ${protocol} ${from}-${to} ${peer}${withSource ? ` ${source.source}` : ''}`,
              ),
            ),
          );
        }),
      ),
  );
}

function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
