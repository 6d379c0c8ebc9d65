import type { PortRange } from '../packets/packet-set';
import type { Direction } from '../policies/policy';

/** A flow that WorkSpaces needs, as one edition of the catalog states it. Unique by `id` and `role`. */
export interface Requirement {
  /** The public id, the same in every edition. */
  readonly id: string;
  /** Findings of one family on one policy are shown as one. */
  readonly family: string;
  readonly role: Role;
  readonly level: Level;
  /** Another level while a fact of the deployment is not stated. */
  readonly levelWhileUnstated?: { readonly fact: 'internetAccess'; readonly level: Level };
  readonly direction: Direction;
  /** All of them are needed. Empty for `proxy-exclusions`, which is about the configuration. */
  readonly flows: readonly Flow[];
  readonly peers: PeerSource;
  /** All must hold; none = always. */
  readonly when: readonly Condition[];
  /** Destination ports of the answers where they are not the deployment's ephemeral ports. */
  readonly answerPorts?: PortRange;
  /** What the flow is for, as a noun phrase. */
  readonly purpose: string;
  /** What the user will see when it is blocked, as the end of a sentence after "Without it,". */
  readonly symptom: string;
  readonly source: Provenance;
  /** Anchor of the section on the AWS page. */
  readonly anchor?: string;
}

export interface Flow {
  readonly protocols: readonly ('tcp' | 'udp')[];
  /** Destination ports, inclusive; no item = all ports. */
  readonly ports: readonly PortRange[];
}

/** Where a policy stands. */
export const ROLES = ['client-network', 'workspace', 'directory', 'management', 'vpc'] as const;
export type Role = (typeof ROLES)[number];

export const LEVELS = ['required', 'recommended', 'optional'] as const;
export type Level = (typeof LEVELS)[number];

/** Streaming protocols. `dcv` is today's name of `wsp` and is translated at the rim. */
export const STREAMING_PROTOCOLS = ['pcoip', 'wsp'] as const;
export type StreamingProtocol = (typeof STREAMING_PROTOCOLS)[number];

/** Who the other end is. What depends on the deployment is resolved by `deployment/`. */
export type PeerSource =
  | { readonly kind: 'any' }
  | { readonly kind: 'cidrs'; readonly values: readonly SourcedValue[] }
  /** A Region-by-Region table of the edition. */
  | { readonly kind: 'table'; readonly table: TableName }
  /** Subsets of ip-ranges.json; they change weekly. `$region` stands for the deployment's Region. */
  | { readonly kind: 'ip-ranges'; readonly subsets: readonly Subset[] }
  | {
      readonly kind: 'deployment';
      readonly fact: 'dnsServers' | 'vpc' | 'directory-controllers' | 'kms-servers';
    }
  /** Every management range that the Region, licensing and protocols allow. */
  | { readonly kind: 'management-ranges' }
  /** The management address with its last two octets replaced. */
  | { readonly kind: 'office-kms'; readonly lastOctets: string }
  /** Hosts that `proxy.exclusions` of the configuration must hold. */
  | { readonly kind: 'proxy-exclusions'; readonly hosts: readonly string[] }
  /** Host names for allow lists: those of every Region, and further ones of some. */
  | {
      readonly kind: 'domains';
      readonly everywhere: readonly DomainValue[];
      readonly byRegion: ReadonlyMap<string, readonly DomainValue[]>;
    };

/**
 * A host name as the source writes it: `https://host/path`, `turn:*.host`, or the name alone. `<directory id>` in it is
 * a label that every directory has one of its own for.
 */
export interface DomainValue extends SourcedValue {
  /** Only for clients that use this family. */
  readonly ipFamily?: 'ipv6';
}

export interface Subset {
  readonly service: string;
  readonly region: string;
}

export const TABLES = [
  'gateways.pcoip',
  'gateways.wsp',
  /** Gateways in ip-ranges.json whose protocol nobody states: never demanded, never foreign, never stale. */
  'gateways.unassigned',
  'health-check',
  'management.pcoip-and-wsp',
  'management.wsp',
  /** The ranges of bring-your-own-license WorkSpaces, the same in every Region: their Region is `GLOBAL`. */
  'management.byol.pcoip',
  'management.byol.wsp',
] as const;
export type TableName = (typeof TABLES)[number];

/** A fact of the deployment that switches a requirement on. */
export type Condition =
  | { readonly fact: 'protocols'; readonly has: StreamingProtocol }
  | { readonly fact: 'webAccess'; readonly is: boolean }
  /** `is: true` also holds while the fact is unstated; see `levelWhileUnstated`. */
  | { readonly fact: 'internetAccess'; readonly is: boolean }
  | { readonly fact: 'dnsServers'; readonly given: true }
  | { readonly fact: 'licensing'; readonly is: 'public-bundle' | 'byol' }
  | { readonly fact: 'proxy.host'; readonly is: boolean }
  | { readonly fact: 'proxy.client'; readonly is: 'none' | 'https' };

/** A catalog value with where it comes from. `value` is a CIDR, an address, `a-b` or a host name. */
export interface SourcedValue extends Provenance {
  readonly value: string;
}

export interface Provenance {
  /** A key of the edition's `sources`, with the line where it has lines: `seed:122`. */
  readonly source: string;
  readonly confidence: Confidence;
  /** Why the value differs from what the source prints, or other remarks. */
  readonly note?: string;
}

export const CONFIDENCES = [
  'seed',
  'seed-internal',
  'official',
  'third-party',
  'pattern',
  'sibling-doc',
] as const;
export type Confidence = (typeof CONFIDENCES)[number];
