import type { Location } from '../text/source';
import type { PortRange, ProtocolRange } from '../packets/packet-set';
import type { PeerSet } from '../packets/peer-set';
import type { Unknown, Value } from '../values/value';

/**
 * A group of rules that is evaluated together: a security group, a network ACL, a firewall.
 * Formats make policies; what WorkSpaces needs of one is decided elsewhere.
 */
export interface Policy {
  readonly kind: 'security-group' | 'network-acl' | 'firewall' | 'domain-list';
  /** The public name: `GroupId`, Terraform address, the firewall's `name`. Unique enough to read, not a key. */
  readonly name: string;
  /**
   * Set where one text stands for several policies, one for each way in which it is called: what it calls the policy
   * itself, and the calls that lead to this one, the nearest first.
   */
  readonly call?: { readonly name: string; readonly at: readonly [Location, ...Location[]] };
  /** The line that findings sit on: block header, the object's `{`, `name:`. */
  readonly at: Location;
  readonly evaluation: 'any-allow' | 'first-match';
  readonly stateful: boolean;
  /** What happens to a packet that no rule matches. `not-judged`: the policy says nothing about that direction. */
  readonly defaults: Readonly<Record<Direction, 'allow' | 'deny' | 'not-judged'>>;
  /** In file order; first-match policies with rule numbers carry them in `Rule.order`. */
  readonly rules: readonly Rule[];
  /** Set when rules may exist that the files do not show: what the policy lacks is then undetermined. */
  readonly incomplete?: Incomplete;
  /** It goes by domain names, whichever these turn out to be. A domain list always does. */
  readonly byNames?: true;
  /** How rules elsewhere name this policy as a peer: `sg:sg-0abc`. */
  readonly symbol?: string;
  /** Comments directly above or on the line of the policy, whatever they say. */
  readonly comments: readonly Comment[];
  /** AWS tags, or the same keys written where a format has a place of its own for them. */
  readonly tags: readonly Tag[];
  /** Human words: name, description, Name tag. Only ever good for a hint. */
  readonly words: readonly string[];
  /** The Region that the format itself states (provider, ARN). */
  readonly region?: Value<string>;
  /** Role and Regions where the format has keys of its own for them (firewall YAML). */
  readonly stated?: { readonly roles: readonly Stated[]; readonly regions: readonly Stated[] };
}

/** Why a policy may hold rules that are not in the files. `silent`: the reason has its own finding already. */
export interface Incomplete extends Omit<Unknown, 'kind'> {
  readonly silent?: boolean;
}

/** Seen from the policy's own side: outbound leaves what it protects. */
export type Direction = 'inbound' | 'outbound';

export interface Rule {
  readonly action: 'allow' | 'deny';
  readonly direction: Value<Direction>;
  /** IP protocol numbers; several where one rule names several. */
  readonly protocols: Value<readonly ProtocolRange[]>;
  /** Destination ports, inclusive; the ICMP type for ICMP. Everything for protocols without ports. */
  readonly ports: Value<readonly PortRange[]>;
  readonly sourcePorts: Value<readonly PortRange[]>;
  /** The other end. No peer matches nothing. */
  readonly peers: readonly Peer[];
  /** The policy's own end, where rules can narrow it; left out = any. */
  readonly own?: readonly Peer[];
  /** Left out = the rule exists; an unknown `count` makes it doubtful. */
  readonly doubt?: Unknown;
  /** Rule number of a network ACL; left out = the place in the list. */
  readonly order?: Value<number>;
  readonly name?: string;
  readonly at: Location;
}

/** One thing that a rule names as the other end. */
export interface Peer {
  /** As written. */
  readonly text: string;
  readonly at: Location;
  readonly set: Value<PeerSet>;
  /** What is certain although `set` is unknown: a prefix list is at least itself. */
  readonly atLeast?: PeerSet;
  /** Of a prefix list: the most entries that it may have, which is what AWS counts it as. */
  readonly maxEntries?: number;
}

export interface Comment {
  /** Without the comment marks, trimmed. */
  readonly text: string;
  /** The comment with its marks. */
  readonly at: Location;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
  readonly at: Location;
}

/** A value with its place, as stated by a person. */
export interface Stated {
  readonly value: string;
  readonly at: Location;
}
