import type { CheckId, Severity } from '../deployment/check-ids';
import type { Vpc } from '../formats/attachment';
import type { PeerSet } from '../packets/peer-set';
import type { Role } from '../requirements/requirement';
import type { Direction, Policy, Rule } from '../policies/policy';
import type { Location } from '../text/source';
import type { Judgement } from '../verdicts/judge';

/** One finding. What is left out does not apply. */
export interface Diagnostic {
  readonly rule: CheckId;
  readonly severity: Severity;
  /** What, why and what to do, in full sentences with the values. */
  readonly message: string;
  readonly at: Location;
  /** What it is about; of reports the `policy`, also where it is a VPC. */
  readonly policy?: Policy | Vpc;
  readonly role?: Role;
  readonly region?: string;
  /** The requirement that is not met, and its family for views that fold. */
  readonly requirement?: string;
  readonly family?: string;
  /** `undetermined-flow` speaks of several at once. */
  readonly requirements?: readonly string[];
  readonly missing?: readonly MissingFlow[];
  readonly related: readonly Related[];
  /** What a finding about a lost flow was concluded from. */
  readonly judgement?: Judgement;
  /** Of a rule that opens more than is needed: the peers that suffice. */
  readonly narrowing?: { readonly rule: Rule; readonly peers: PeerSet };
  /** Stays when lines move; unique within a run. */
  readonly fingerprint: string;
}

/** A finding as a check reports it, before configuration, suppression and numbering. */
export type Finding = Omit<Diagnostic, 'fingerprint' | 'severity' | 'rule'> & {
  readonly severity?: Severity;
};

/** A part of what does not get through, in the form of the contract. */
export interface MissingFlow {
  readonly direction: Direction;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'all';
  /** `"4195"`, `"1024-65535"` or `"all"`. */
  readonly ports: string;
  /** Only where they matter: answers of a stateless policy. */
  readonly sourcePorts?: string;
  /** Aggregated CIDRs, or a symbol. */
  readonly peers: readonly string[];
}

export interface Related {
  readonly message: string;
  readonly at: Location;
}
