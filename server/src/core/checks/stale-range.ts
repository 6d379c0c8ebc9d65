import { withdrawalOf } from '../requirements/withdrawn';
import type { IpFamily } from '../deployment/facts';
import type { Peer } from '../policies/policy';
import type { Check } from './check';
import { namedRanges, outboundAllows } from './gateway-rules';
import { aboutPolicy, judgedPolicies, relatedPlaces } from './judged';
import { shorten } from './messages';

/** A range that AWS listed once and lists no more: it may be anybody's by now. */
export const staleRange: Check = {
  id: 'stale-range',
  *run(context) {
    const { edition } = context;
    for (const placement of judgedPolicies(context)) {
      const { ipFamilies = ['ipv4'] } = placement.facts;
      const found = namedRanges(
        outboundAllows(placement.policy),
        ({ set }) =>
          set.kind === 'known' && isPublic(set.value, ipFamilies)
            ? withdrawalOf(set.value, edition)
            : undefined,
        ({ until }) => until,
      );
      for (const { said, peers } of found) {
        const [first, ...others] = peers;
        const one = others.length === 0;
        const whose = [...new Set(said.map((withdrawal) => withdrawal.whose))];
        const [{ until }] = said;
        yield {
          message: `${shorten(peers.map(({ text }) => text))} ${one ? 'is' : 'are'} no longer listed by AWS. The list of ${dayOf(until)} had ${one ? 'it' : 'them'} as ${whose.join(' and ')}; the one of ${dayOf(edition.ipRangesDate)} does not. Whoever has ${one ? 'the range' : 'the ranges'} now, this rule lets traffic go there. Remove ${one ? 'it' : 'them'}, or take the ranges of today.`,
          at: first.at,
          ...aboutPolicy(placement),
          related: relatedPlaces(
            others.map(({ at }) => at),
            'no longer listed, either',
          ),
        };
      }
    }
  },
};

/** Spares nearly every policy the reading of the lists. Nothing private was ever in them. */
function isPublic(
  { v4, v6 }: Extract<Peer['set'], { kind: 'known' }>['value'],
  families: readonly IpFamily[],
): boolean {
  if (v6.length > 0) return families.includes('ipv6');
  const [start = 0, end = 0] = v4;
  if (v4.length !== 2 || end - start > 2 ** 24) return false;
  return !PRIVATE.some(([from, to]) => from <= start && end <= to);
}

/** 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16. */
const PRIVATE: readonly (readonly [number, number])[] = [
  [0x0a000000, 0x0b000000],
  [0xac100000, 0xac200000],
  [0xc0a80000, 0xc0a90000],
];

/** `2022-08-31` of the `createDate` of a list, which has the time as well. */
function dayOf(date: string): string {
  return date.slice(0, 10);
}
