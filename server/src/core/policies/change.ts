import type { PortRange, ProtocolRange } from '../packets/packet-set';
import type { PeerSet } from '../packets/peer-set';
import type { Direction, Policy, Rule } from './policy';

/** What should become of a policy, in network terms. How that is spelt, its format knows. */
export type Change = AddRules | ExtendRule | NarrowRule;

export interface AddRules {
  readonly kind: 'add-rules';
  readonly policy: Policy;
  readonly rules: readonly NewRule[];
  /** Written out one by one, even where the others come from a list of entries. */
  readonly apart?: boolean;
}

/** Addresses that AWS publishes, as `aws_ip_ranges` calls them. */
export interface PublishedList {
  readonly service: string;
  readonly region: string;
}

/** A rule that lets more peers through than it did. */
export interface ExtendRule {
  readonly kind: 'extend-rule';
  readonly policy: Policy;
  readonly rule: Rule;
  readonly peers: PeerSet;
  /** What the new peers are for, for formats that describe them one by one. */
  readonly purpose: string;
}

/** A rule that lets these peers through and no other addresses. Groups and lists that it names stay. */
export interface NarrowRule {
  readonly kind: 'narrow-rule';
  readonly policy: Policy;
  readonly rule: Rule;
  readonly peers: PeerSet;
}

/** An allow for all of these protocols, ports and source ports. A format may need several rules for it. */
export interface NewRule {
  readonly direction: Direction;
  /** TCP, UDP or both, each on its own. */
  readonly protocols: readonly ProtocolRange[];
  readonly ports: readonly PortRange[];
  /** Left out = all. Security groups and network ACLs are never asked for less. */
  readonly sourcePorts?: readonly PortRange[];
  readonly peers: PeerSet;
  /** The policy's own end where it is to be narrowed. */
  readonly own?: PeerSet;
  /** Words to name it after, in lower case: `client`, `streaming`, `wsp`. */
  readonly words: readonly string[];
  /** What it is for, for formats that describe their rules. */
  readonly purpose: string;
  /** It must be tried before this deny. */
  readonly before?: Rule;
}
