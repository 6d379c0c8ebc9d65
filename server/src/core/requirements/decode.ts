import type { PortRange } from '../packets/packet-set';
import { array, boolean, entries, number, object, oneOf, string } from './json';
import {
  CONFIDENCES,
  LEVELS,
  ROLES,
  STREAMING_PROTOCOLS,
  TABLES,
  type Condition,
  type DomainValue,
  type Flow,
  type PeerSource,
  type Provenance,
  type Requirement,
  type SourcedValue,
  type TableName,
} from './requirement';
import type { JsonObject } from '../values/json-object';

/** One file of `catalog/editions/`, read. What the linter does not use (titles, rejected values) is left out. */
export interface EditionFile {
  readonly date: string;
  readonly ipRangesDate: string;
  readonly ipFamilies: readonly IpFamily[];
  readonly page: string;
  readonly regions: readonly EditionRegion[];
  readonly tables: ReadonlyMap<TableName, ReadonlyMap<string, readonly SourcedValue[]>>;
  readonly requirements: readonly Requirement[];
}

export const IP_FAMILIES = ['ipv4', 'ipv6'] as const;
export type IpFamily = (typeof IP_FAMILIES)[number];

export interface EditionRegion {
  readonly code: string;
  /** As the AWS page calls it: "US East (N. Virginia)". */
  readonly name: string;
  /** Anchor of the Region's section on the AWS page. */
  readonly anchor?: string;
}

/** Throws when the file does not have the shape of the catalog's schema. */
export function decodeEdition(json: unknown): EditionFile {
  const file = object(json, 'edition');
  const date = string(file['edition'], 'edition');
  const tables = object(file['tables'], `${date}.tables`);
  return {
    date,
    ipRangesDate: string(file['ipRanges'], `${date}.ipRanges`),
    ipFamilies: array(file['ipFamilies'], `${date}.ipFamilies`, (family, at) =>
      oneOf(IP_FAMILIES, family, at),
    ),
    page: string(file['page'], `${date}.page`),
    regions: array(file['regions'], `${date}.regions`, region),
    tables: new Map(TABLES.map((name) => [name, entries(tables[name], `${date}.tables.${name}`, values)])),
    requirements: array(file['requirements'], `${date}.requirements`, requirement),
  };
}

function region(json: unknown, at: string): EditionRegion {
  const { code, name, anchor } = object(json, at);
  return {
    code: string(code, `${at}.code`),
    name: string(name, `${at}.name`),
    ...(anchor === undefined ? {} : { anchor: string(anchor, `${at}.anchor`) }),
  };
}

function requirement(json: unknown, at: string): Requirement {
  const { id, family, role, level, levelWhileUnstated, direction, flows, peers, ...rest } = object(json, at);
  const { when, answerPorts, purpose, symptom, source, anchor } = rest;
  return {
    id: string(id, `${at}.id`),
    family: string(family, `${at}.family`),
    role: oneOf(ROLES, role, `${at}.role`),
    level: oneOf(LEVELS, level, `${at}.level`),
    ...(levelWhileUnstated === undefined ? {} : { levelWhileUnstated: unstated(levelWhileUnstated, at) }),
    direction: oneOf(['inbound', 'outbound'], direction, `${at}.direction`),
    flows: array(flows, `${at}.flows`, flow),
    peers: peerSource(peers, `${at}.peers`),
    when: array(when, `${at}.when`, condition),
    ...(answerPorts === undefined ? {} : { answerPorts: portRange(answerPorts, `${at}.answerPorts`) }),
    purpose: string(purpose, `${at}.purpose`),
    symptom: string(symptom, `${at}.symptom`),
    source: provenance(object(source, `${at}.source`), `${at}.source`),
    ...(anchor === undefined ? {} : { anchor: string(anchor, `${at}.anchor`) }),
  };
}

function unstated(json: unknown, at: string): NonNullable<Requirement['levelWhileUnstated']> {
  const { fact, level } = object(json, at);
  return { fact: oneOf(['internetAccess'], fact, at), level: oneOf(LEVELS, level, at) };
}

function flow(json: unknown, at: string): Flow {
  const { protocols, ports } = object(json, at);
  return {
    protocols: array(protocols, `${at}.protocols`, (protocol, place) =>
      oneOf(['tcp', 'udp'], protocol, place),
    ),
    ports: array(ports, `${at}.ports`, portRange),
  };
}

function portRange(json: unknown, at: string): PortRange {
  const { from, to } = object(json, at);
  return { from: number(from, `${at}.from`), to: number(to, `${at}.to`) };
}

function peerSource(json: unknown, at: string): PeerSource {
  const { kind: name, ...rest } = object(json, at);
  const kind = oneOf(PEER_KINDS, name, `${at}.kind`);
  switch (kind) {
    case 'any':
    case 'management-ranges':
      return { kind };
    case 'cidrs':
      return { kind, values: values(rest['values'], `${at}.values`) };
    case 'table':
      return { kind, table: oneOf(TABLES, rest['table'], `${at}.table`) };
    case 'ip-ranges':
      return { kind, subsets: array(rest['subsets'], `${at}.subsets`, subset) };
    case 'deployment':
      return { kind, fact: oneOf(DEPLOYMENT_PEERS, rest['fact'], `${at}.fact`) };
    case 'office-kms':
      return { kind, lastOctets: string(rest['lastOctets'], `${at}.lastOctets`) };
    case 'proxy-exclusions':
      return { kind, hosts: array(rest['hosts'], `${at}.hosts`, string) };
    case 'domains':
      return {
        kind,
        everywhere: array(rest['everywhere'], `${at}.everywhere`, domain),
        byRegion: entries(rest['byRegion'], `${at}.byRegion`, (list, place) => array(list, place, domain)),
      };
  }
}

const PEER_KINDS: readonly PeerSource['kind'][] = [
  'any',
  'cidrs',
  'table',
  'ip-ranges',
  'deployment',
  'management-ranges',
  'office-kms',
  'proxy-exclusions',
  'domains',
];
const DEPLOYMENT_PEERS = ['dnsServers', 'vpc', 'directory-controllers', 'kms-servers'] as const;

function subset(json: unknown, at: string): { service: string; region: string } {
  const { service, region } = object(json, at);
  return { service: string(service, `${at}.service`), region: string(region, `${at}.region`) };
}

function condition(json: unknown, at: string): Condition {
  const { fact: name, has, is, given } = object(json, at);
  const fact = oneOf(CONDITION_FACTS, name, `${at}.fact`);
  switch (fact) {
    case 'protocols':
      return { fact, has: oneOf(STREAMING_PROTOCOLS, has, `${at}.has`) };
    case 'webAccess':
    case 'internetAccess':
    case 'proxy.host':
      return { fact, is: boolean(is, `${at}.is`) };
    case 'dnsServers':
      if (given !== true) throw new TypeError(`catalog: ${at}.given should be true`);
      return { fact, given };
    case 'licensing':
      return { fact, is: oneOf(['public-bundle', 'byol'], is, `${at}.is`) };
    case 'proxy.client':
      return { fact, is: oneOf(['none', 'https'], is, `${at}.is`) };
  }
}

const CONDITION_FACTS: readonly Condition['fact'][] = [
  'protocols',
  'webAccess',
  'internetAccess',
  'dnsServers',
  'licensing',
  'proxy.host',
  'proxy.client',
];

function values(json: unknown, at: string): readonly SourcedValue[] {
  return array(json, at, value);
}

function value(json: unknown, at: string): SourcedValue {
  const fields = object(json, at);
  return { value: string(fields['value'], `${at}.value`), ...provenance(fields, at) };
}

function domain(json: unknown, at: string): DomainValue {
  const { ipFamily } = object(json, at);
  return {
    ...value(json, at),
    ...(ipFamily === undefined ? {} : { ipFamily: oneOf(['ipv6'], ipFamily, `${at}.ipFamily`) }),
  };
}

function provenance({ source, confidence, note }: JsonObject, at: string): Provenance {
  return {
    source: string(source, `${at}.source`),
    confidence: oneOf(CONFIDENCES, confidence, `${at}.confidence`),
    ...(note === undefined ? {} : { note: string(note, `${at}.note`) }),
  };
}
