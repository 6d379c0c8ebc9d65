import type { PortRange, ProtocolRange } from '../../../packets/packet-set';
import { symbolPeers, type PeerSet } from '../../../packets/peer-set';
import { known, unknown, type Known, type Unknown } from '../../../values/value';
import type { Problem } from '../../format';
import type { TfValue } from '../values/value';
import type { PrefixLists } from './prefix-lists';
import type { Resources } from './resource';

/** What becomes policies, and what is known of all of it. */
export interface Source {
  readonly resources: Resources;
  /** Of some resources, by their keys: why they may have more rules than can be seen. */
  readonly handedOut: ReadonlyMap<string, Omit<Unknown, 'kind'>>;
  /** Some of the text does not parse. */
  readonly broken: boolean;
}

/** What goes along while resources become policies. */
export interface Reading extends Source {
  readonly problems: Problem[];
  /** Problems that are told already: a value that many instances use is told of once. */
  readonly told: Set<string>;
  /** The addresses of the groups and ACLs by the references to their ids. */
  readonly owners: Map<string, string>;
  readonly prefixLists: PrefixLists;
  /** How many rules were given to policies that may not be theirs. */
  guesses: number;
  /** The same words come again and again; each is understood once. Only for what is well formed. */
  readonly memo: Memo;
}

export function startReading(source: Source): Reading {
  return {
    ...source,
    problems: [],
    told: new Set(),
    owners: new Map(),
    prefixLists: { declared: new Map(), read: new Map() },
    guesses: 0,
    memo: { protocols: new Map(), ports: new Map(), cidrs: new Map(), groups: new Map() },
  };
}

interface Memo {
  readonly protocols: Map<string | number, Known<readonly ProtocolRange[]>>;
  /** By `from * 65536 + to`. */
  readonly ports: Map<number, Known<readonly PortRange[]>>;
  readonly cidrs: Map<string, V4OrV6>;
  /** By symbol. */
  readonly groups: Map<string, Known<PeerSet>>;
}

export interface V4OrV6 extends Known<PeerSet> {
  readonly family: 4 | 6;
}

/** The peers that a symbol stands for. */
export function symbolOf(symbol: string, { memo: { groups } }: Reading): Known<PeerSet> {
  let set = groups.get(symbol);
  if (set === undefined) {
    set = known(symbolPeers(symbol));
    groups.set(symbol, set);
  }
  return set;
}

/** Tells of a malformed value, which is an unknown from then on. */
export function malformed(
  reading: Reading,
  problem: Omit<Problem, 'message'> & { readonly reason: string; readonly advice: string },
): Unknown {
  const { reason, advice, ...rest } = problem;
  const { kind, at } = rest;
  const key = `${kind} ${at.span.start} ${at.file.path}`;
  if (!reading.told.has(key)) {
    reading.told.add(key);
    reading.problems.push({ ...rest, message: `${capitalised(reason)}. ${advice}` });
  }
  return unknown(reason, at);
}

export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A value in a sentence: texts in quotes, never longer than a line. */
export function quoted(value: TfValue): string {
  if (value.kind === 'number' || value.kind === 'bool') return String(value.value);
  if (value.kind !== 'string') return value.kind === 'object' ? 'an object' : `a ${value.kind}`;
  const text = JSON.stringify(value.value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
