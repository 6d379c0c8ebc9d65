import type { PortRange } from '../packets/packet-set';
import type { PeerSet } from '../packets/peer-set';
import type { Direction } from '../policies/policy';
import type { Snapshot } from '../requirements/ip-ranges';
import type { Role, StreamingProtocol } from '../requirements/requirement';

/** What is known about one WorkSpaces installation. A key that is left out was neither stated nor inferred. */
export interface Facts {
  readonly regions?: readonly string[];
  readonly protocols?: readonly StreamingProtocol[];
  readonly webAccess?: boolean;
  readonly internetAccess?: boolean;
  readonly licensing?: 'public-bundle' | 'byol';
  /** The /16 that was chosen for BYOL management traffic. */
  readonly byolManagementCidr?: PeerSet;
  readonly kmsServers?: PeerSet;
  readonly ipFamilies?: readonly IpFamily[];
  readonly vpcCidrs?: PeerSet;
  readonly workspaceSubnets?: PeerSet;
  readonly directoryControllers?: PeerSet;
  readonly dnsServers?: PeerSet;
  readonly clientCidrs?: PeerSet;
  readonly membersGroup?: 'default' | 'restricted';
  readonly proxy?: Proxy;
  readonly ephemeralPorts?: PortRange;
  /** Never stated, only inferred: the controllers have some of these addresses. */
  readonly controllerSubnets?: PeerSet;
  /** Never stated, only inferred: the subnets behind a network ACL. Who shares one with his peer crosses no ACL. */
  readonly ownSubnets?: readonly PeerSet[];
}

export type IpFamily = 'ipv4' | 'ipv6';

export interface Proxy {
  /** `https`: the clients' 443 goes through a proxy. */
  readonly client: 'none' | 'https';
  /** The WorkSpace itself is set to use a proxy. */
  readonly host: boolean;
  /** Hosts that the WorkSpace's proxy setting leaves out. */
  readonly exclusions: readonly string[];
}

export const NO_PROXY: Proxy = { client: 'none', host: false, exclusions: [] };

/** What the command line or the editor states. It wins over everything that files say. */
export interface Stated {
  readonly roles: readonly Role[];
  readonly facts: Facts;
  readonly edition?: string;
  /** Another ip-ranges.json than the one that belongs to the edition. */
  readonly ipRanges?: Snapshot;
  readonly direction?: Direction;
}
