import type { PortRange, ProtocolRange } from '../../packets/packet-set';
import type { PeerSet } from '../../packets/peer-set';
import type { Peer } from '../../policies/policy';
import { unknown, type Known, type Unknown } from '../../values/value';
import type { Environment, Problem } from '../format';

/** What goes along while one unit is read. */
export interface Reading {
  readonly environment: Environment;
  readonly problems: Problem[];
  /** What each prefix list stands for, as far as the files tell. */
  readonly prefixLists: Map<string, Pick<Peer, 'set' | 'atLeast' | 'maxEntries'>>;
  /** Exports say the same things again and again; each is understood once. Only for what is well formed. */
  readonly memo: {
    readonly protocols: Map<unknown, Known<readonly ProtocolRange[]>>;
    /** By both ends in one number. */
    readonly ports: Map<number, Known<readonly PortRange[]>>;
    /** By the CIDR block, or by the name of the group. */
    readonly v4: Map<string, Known<PeerSet>>;
    readonly v6: Map<string, Known<PeerSet>>;
    readonly groups: Map<string, Known<PeerSet>>;
  };
}

export function startReading(environment: Environment): Reading {
  return {
    environment,
    problems: [],
    prefixLists: new Map(),
    memo: { protocols: new Map(), ports: new Map(), v4: new Map(), v6: new Map(), groups: new Map() },
  };
}

/** Tells of a malformed value, which is an unknown from then on. */
export function malformed(
  reading: Reading,
  problem: Omit<Problem, 'message'> & { readonly reason: string; readonly advice: string },
): Unknown {
  const { reason, advice, ...rest } = problem;
  reading.problems.push({ ...rest, message: `${capitalised(reason)}. ${advice}` });
  return unknown(reason, problem.at);
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A value as people would say it: texts in quotes, the rest as JSON, neither longer than a line. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
