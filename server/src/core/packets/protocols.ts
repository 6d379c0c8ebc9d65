/** Protocols that people call by name, with their IP protocol numbers (IANA). */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['ipv4', 4],
  ['tcp', 6],
  ['egp', 8],
  ['udp', 17],
  ['rdp', 27],
  ['dccp', 33],
  ['ipv6', 41],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ['ospf', 89],
  ['pim', 103],
  ['vrrp', 112],
  ['l2tp', 115],
  ['sctp', 132],
  ['udplite', 136],
]);

/** The names, for a hint to whoever mistyped one. */
export const PROTOCOL_NAMES: readonly string[] = [...NUMBERS.keys()];

/** The number of a protocol given by name or number, in any case; undefined for what is neither. */
export function protocolNumber(text: string): number | undefined {
  const byName = NUMBERS.get(text.toLowerCase());
  if (byName !== undefined || !/^\d{1,3}$/.test(text)) return byName;
  const number = Number(text);
  return number <= 255 ? number : undefined;
}
