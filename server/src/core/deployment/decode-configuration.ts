import { parseAddresses } from '../packets/cidr';
import type { PortRange } from '../packets/packet-set';
import { addressPeers, unionAll, type PeerSet } from '../packets/peer-set';
import { EDITIONS } from '../requirements/editions';
import { REGION_CODES } from '../requirements/regions';
import { ROLES, type StreamingProtocol } from '../requirements/requirement';
import { readYaml, type YamlNode } from '../syntax/yaml';
import type { Location, SourceFile } from '../text/source';
import { CHECK_IDS, SEVERITIES, type CheckId, type Severity } from './check-ids';
import {
  DEFAULT_QUOTAS,
  type Configuration,
  type ConfigurationProblem,
  type PolicyEntry,
} from './configuration';
import {
  boolean,
  defined,
  list,
  map,
  oneOrMore,
  parsed,
  positiveInteger,
  text,
  word,
  type Decoder,
  type Fields,
} from './decoding';
import { NO_PROXY, type Facts, type Proxy } from './facts';

/**
 * Reads a configuration. Strict: whatever it does not understand is a problem, because a key that is
 * silently ignored would be taken for a statement. `folder` as in `Configuration`.
 */
export function decodeConfiguration(
  file: SourceFile,
  folder: string,
): { readonly configuration: Configuration } | { readonly problems: readonly ConfigurationProblem[] } {
  const { documents, problems: unreadable } = readYaml(file);
  if (unreadable.length > 0) return { problems: unreadable };
  const [first, second] = documents.flatMap(({ root }) => root ?? []);
  if (second !== undefined) {
    return { problems: [{ message: 'A configuration is one document. Remove the others.', at: second.at }] };
  }
  const problems: ConfigurationProblem[] = [];
  const isEmpty = first === undefined || (first.kind === 'scalar' && first.value === null);
  const root: YamlNode = isEmpty ? { kind: 'map', entries: [], at: startOf(file) } : first;
  const configuration = map((fields) => topLevel(fields, file, folder))(root, 'configuration', problems);
  if (configuration !== undefined && problems.length === 0) return { configuration };
  return { problems: problems.sort((a, b) => a.at.span.start - b.at.span.start) };
}

function topLevel(fields: Fields, file: SourceFile, folder: string): Configuration {
  return defined({
    file,
    folder,
    facts: facts(fields),
    edition: fields.get('edition', word('edition', [...EDITIONS, 'latest'])),
    quotas: { ...DEFAULT_QUOTAS, ...fields.get('quotas', quotas) },
    policies: fields.get('policies', list(entry)) ?? [],
    ignore: fields.get('ignore', list(glob)) ?? [],
    checks: fields.get('checks', checks) ?? {},
    proxyAt: fields.placeOf('proxy') ?? startOf(file),
    vpcCidrsAt: fields.placeOf('vpcCidrs'),
  });
}

const facts = (fields: Fields): Facts =>
  defined({
    regions: fields.get('regions', some(word('Region', REGION_CODES))),
    protocols: fields.get('protocols', protocols),
    webAccess: fields.get('webAccess', boolean),
    internetAccess: fields.get('internetAccess', boolean),
    licensing: fields.get('licensing', word('licensing', ['public-bundle', 'byol'])),
    byolManagementCidr: fields.get('byolManagementCidr', slash16),
    kmsServers: fields.get('kmsServers', addresses),
    ipFamilies: fields.get('ipFamilies', some(word('address family', ['ipv4', 'ipv6']))),
    vpcCidrs: fields.get('vpcCidrs', addresses),
    workspaceSubnets: fields.get('workspaceSubnets', addresses),
    directoryControllers: fields.get('directoryControllers', addresses),
    dnsServers: fields.get('dnsServers', addresses),
    clientCidrs: fields.get('clientCidrs', addresses),
    membersGroup: fields.get('membersGroup', word('members group', ['default', 'restricted'])),
    proxy: fields.get('proxy', proxy),
    ephemeralPorts: fields.get('ephemeralPorts', ephemeralPorts),
  });

const entry = map((fields): PolicyEntry =>
  defined({
    files: fields.get('files', glob),
    match: fields.get('match', glob),
    roles: fields.get('role', oneOrMore(word('role', ROLES))) ?? [],
    facts: facts(fields),
    at: fields.at,
  }),
);

const quotas = map((fields) =>
  defined({
    securityGroupRules: fields.get('securityGroupRules', positiveInteger),
    networkAclEntries: fields.get('networkAclEntries', positiveInteger),
  }),
);

const checks = map((fields): Configuration['checks'] => {
  const severity = word('severity', [...SEVERITIES, 'off']);
  const result: Partial<Record<CheckId, Severity | 'off'>> = {};
  for (const id of CHECK_IDS) {
    const set = fields.get(id, severity);
    if (set !== undefined) result[id] = set;
  }
  return result;
});

const proxy = map((fields): Proxy => ({
  client: fields.get('client', word('client proxy', ['none', 'https'])) ?? NO_PROXY.client,
  host: fields.get('host', boolean) ?? NO_PROXY.host,
  exclusions: fields.get('exclusions', list(text('a host', 255))) ?? NO_PROXY.exclusions,
}));

const protocols: Decoder<readonly StreamingProtocol[]> = (node, name, problems) => {
  const words = some(word('streaming protocol', ['pcoip', 'wsp', 'dcv']))(node, name, problems);
  return words && [...new Set(words.map((each): StreamingProtocol => (each === 'dcv' ? 'wsp' : each)))];
};

/** Matching takes long patterns badly; nobody's folder needs one. */
const glob = text('a glob', 1000);

const range = parsed('an address, a CIDR or a range of addresses', (written) => {
  const result = parseAddresses(written);
  return 'error' in result
    ? `"${written}" is no address, CIDR or range: ${result.error}.`
    : addressPeers(result);
});

const addresses: Decoder<PeerSet> = (node, name, problems) => {
  const sets = list(range)(node, name, problems);
  return sets && unionAll(sets);
};

const slash16 = parsed('a /16 such as 10.200.0.0/16', (written) => {
  const result = parseAddresses(written);
  if ('error' in result) return `"${written}" is no CIDR: ${result.error}.`;
  const isSlash16 = result.family === 4 && written.endsWith('/16');
  return isSlash16 ? addressPeers(result) : `The management range is an IPv4 /16, which ${written} is not.`;
});

const ephemeralPorts = parsed('a range of ports such as 1024-65535', (written): PortRange | string => {
  const [, first = '', last = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(written) ?? [];
  const isRange = first !== '' && Number(first) <= Number(last) && Number(last) <= 65535;
  return isRange
    ? { from: Number(first), to: Number(last) }
    : `"${written}" is no range of ports. Write it as 1024-65535, the lower one first.`;
});

/** A list that must say something to count: an empty one states nothing. */
function some<T>(item: Decoder<T>): Decoder<readonly [T, ...T[]]> {
  return (node, name, problems) => {
    const [first, ...rest] = list(item)(node, name, problems) ?? [];
    return first === undefined ? undefined : [first, ...rest];
  };
}

function startOf(file: SourceFile): Location {
  return { file, span: { start: 0, end: 0 } };
}
