import { domainSymbol, readDomain } from '../../packets/domain-name';
import type { PortRange } from '../../packets/packet-set';
import { ANY_PEER, NO_PEERS, subtract, symbolPeers, type PeerSet } from '../../packets/peer-set';
import type { Peer } from '../../policies/policy';
import { known, unknown, type Unknown, type Value } from '../../values/value';
import type { Problem } from '../format';
import type { Directive, Word } from './lines';

/** What `acl` lines of one name say together: a request matches when it matches one of the values. */
export interface Acl {
  readonly type: string;
  readonly values: readonly Word[];
}

/** The lists by their names. Lines of one name add to it. */
export function readAcls(directives: readonly Directive[]): ReadonlyMap<string, Acl> {
  const acls = new Map<string, Acl>();
  for (const [keyword, name, type, ...values] of directives) {
    if (keyword.text !== 'acl' || name === undefined || type === undefined) continue;
    const before = acls.get(name.text)?.values ?? [];
    // Options such as -n say how names are looked up, not which.
    acls.set(name.text, {
      type: type.text,
      values: [...before, ...values.filter(({ text }) => !/^--?[a-z]/i.test(text))],
    });
  }
  return acls;
}

/** The hosts that a `dstdomain` names, or all others. */
export function peersOf(acl: Acl, negated: boolean, policy: string, problems: Problem[]): readonly Peer[] {
  const { values } = acl;
  const peers =
    read.get(acl) ??
    values.map((word): Peer => ({ text: word.text, at: word.at, set: readName(word, policy, problems) }));
  read.set(acl, peers);
  if (!negated) return peers;
  const blame = peers.find(({ set }) => set.kind === 'unknown')?.set;
  const at = values[0]?.at;
  if (at === undefined) return peers;
  if (blame?.kind === 'unknown') return [{ text: '', at, set: blame }];
  const named = symbolPeers(
    ...peers.flatMap(({ set }) => (set.kind === 'known' ? set.value.symbols.names : [])),
  );
  return [{ text: '', at, set: known(subtract(ANY_PEER, named)) }];
}

// A long list may be used on many lines: it is kept once, and what is wrong in it is told once.
const read = new WeakMap<Acl, readonly Peer[]>();

function readName({ text, at }: Word, policy: string, problems: Problem[]): Value<PeerSet> {
  if (text.startsWith('"')) return unknown(`the names of ${text} are in another file`, at);
  const domain = readDomain(text);
  if (domain !== undefined && !domain.startsWith('*')) return known(symbolPeers(domainSymbol(domain)));
  const advice =
    domain === undefined
      ? 'Write the host alone, without scheme, port and path.'
      : `Squid knows no "*". Write ${domain.slice(1)}, which stands for the name and all below it.`;
  problems.push({ kind: 'syntax-error', message: `"${text}" matches no host. ${advice}`, at, policy });
  return known(NO_PEERS);
}

/** The ports that a `port` names, or all others. */
export function portsOf({ values }: Acl, negated: boolean): readonly PortRange[] | Unknown {
  const ranges: PortRange[] = [];
  for (const { text, at } of values) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
    if (first === undefined) return unknown(`"${text}" is not a port`, at);
    ranges.push({ from: Number(first), to: Number(last) });
  }
  return negated ? othersThan(ranges) : ranges;
}

function othersThan(ranges: readonly PortRange[]): readonly PortRange[] {
  const others: PortRange[] = [];
  let next = 0;
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (from > next) others.push({ from: next, to: from - 1 });
    next = Math.max(next, to + 1);
  }
  return next > 65535 ? others : [...others, { from: next, to: 65535 }];
}
