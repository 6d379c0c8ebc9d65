import type { PeerSet } from '../packets/peer-set';
import type { Policy } from '../policies/policy';
import type { Target } from '../policies/target';
import type { Location } from '../text/source';
import type { Unknown, Value } from '../values/value';

/**
 * Who uses what, in neutral terms. `deployment/` alone knows what follows for WorkSpaces.
 *
 * Things are known by names that are unique in their unit: a Terraform address, an id, a logical id. A policy of the
 * unit goes by `Policy.name`.
 */
export type Attachment =
  | NetworkInterface
  | DirectoryControllers
  | WorkspacesDirectory
  | DirectoryService
  | Workspace
  | NetworkAclUse
  | Subnet
  | Vpc
  | Route
  | Mention;

/** A thing that uses another, and where it says so. What is unknown may be anything of its kind. */
export interface Use {
  readonly to: Value<string>;
  readonly at: Location;
}

/** Security groups on one network interface: their rules form a union. */
export interface NetworkInterface {
  readonly kind: 'interface';
  readonly groups: readonly Policy[];
  /** Why there may be further groups on it, whose rules are not known. */
  readonly more?: Unknown;
  readonly at: Location;
}

/** A group that AWS Directory Service made for the controllers of a directory, as an export shows it. */
export interface DirectoryControllers {
  readonly kind: 'directory-controllers';
  readonly group: Policy;
  readonly at: Location;
}

/** A directory that is registered with WorkSpaces (`aws_workspaces_directory`). */
export interface WorkspacesDirectory extends Named {
  readonly kind: 'workspaces-directory';
  /** The custom security group of its WorkSpaces. */
  readonly group?: Use;
  /** The group that AWS makes and attaches to every one of them: the name of its policy, were there rules of it. */
  readonly members: string;
  readonly subnets: readonly Use[];
  /** The directory service behind it. */
  readonly service?: Use;
}

/** A directory of AWS Directory Service or an AD Connector (`aws_directory_service_directory`). */
export interface DirectoryService extends Named {
  readonly kind: 'directory-service';
  /** Its controllers stand in AWS; a connector only forwards to controllers elsewhere. */
  readonly hostsControllers: Value<boolean>;
  /** The group that AWS makes for its controllers: the name of its policy, were there rules of it. */
  readonly group: string;
  readonly subnets: readonly Use[];
  readonly vpc?: Use;
  /** DNS servers that a connector names: the controllers elsewhere. */
  readonly dns?: Value<PeerSet>;
}

/** One WorkSpace (`aws_workspaces_workspace`). */
export interface Workspace extends Named {
  readonly kind: 'workspace';
  readonly directory?: Use;
  /** As written: `PCOIP`, `WSP`, `DCV`. Left out where it is not stated. */
  readonly protocols?: Value<readonly string[]>;
  /** What shows whether it brings its own license, as written: a bundle id, a bundle's name, its owner. */
  readonly bundle?: { readonly words: readonly string[]; readonly at: Location };
}

/** A network ACL in front of subnets. */
export interface NetworkAclUse {
  readonly kind: 'network-acl';
  readonly acl: Use;
  readonly subnets: readonly Use[];
  /** The default ACL of this VPC stands in front of every subnet of it that no other is set for. */
  readonly defaultOf?: Use;
  readonly at: Location;
}

export interface Subnet extends Named {
  readonly kind: 'subnet';
  readonly vpc?: Use;
  readonly cidrs: Value<PeerSet>;
  /** Name or id of the availability zone, as written: `us-east-1a`, `use1-az1`. */
  readonly zone?: Value<string>;
}

export interface Vpc extends Target {
  readonly kind: 'vpc';
  /** Primary and secondary ones, each with its place. */
  readonly cidrs: readonly { readonly set: Value<PeerSet>; readonly at: Location }[];
}

/** A route of a VPC's route tables to anywhere but the VPC itself. */
export interface Route extends Named {
  readonly kind: 'route';
  readonly vpc?: Use;
  readonly destination: Value<PeerSet>;
}

/** Something names a policy and may use it, in a way of which nothing more is told here. */
export interface Mention {
  readonly kind: 'mention';
  readonly policy: Policy;
  readonly at: Location;
}

interface Named {
  readonly name: string;
  readonly at: Location;
  /** The Region it is in, where the files say so. */
  readonly region?: Value<string>;
}

/** All in a unit, or a part of one, that can have a role: its policies and its VPCs. */
export function targetsOf({
  policies,
  attachments,
}: {
  readonly policies: readonly Policy[];
  readonly attachments: readonly Attachment[];
}): readonly (Policy | Vpc)[] {
  return [...policies, ...attachments.flatMap((each) => (each.kind === 'vpc' ? [each] : []))];
}
