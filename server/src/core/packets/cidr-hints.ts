/**
 * Why a text that is not a CIDR or an address is none, as a phrase, with what to write instead where that can
 * be told; `isValid` judges what is proposed.
 */
export function whyNoAddress(text: string, isValid: (text: string) => boolean): string {
  const { reason, instead } = fault(text);
  return instead !== undefined && isValid(instead) ? `${reason}; write ${instead}` : reason;
}

/** Whether somebody seems to have meant an address, and not a name. */
export function looksLikeAddress(text: string): boolean {
  return /^\d[\d.]*(\/|$)/.test(text) || /^[0-9a-f]*:[0-9a-f:.]*(%|\/|$)/i.test(text);
}

/**
 * The IPv4 range that an IPv4-mapped address (`::ffff:10.0.0.0/104`) stands for. Some tools read these as
 * IPv4 and some as IPv6, so there is no telling what a rule with one does.
 */
export function mappedV4(text: string): string | undefined {
  const match = /^[0:]*:ffff:(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/i.exec(text);
  if (match === null) return undefined;
  const [, address = '', length = '128'] = match;
  return `${address}/${Number(length) - 96}`;
}

interface Fault {
  readonly reason: string;
  readonly instead?: string | undefined;
}

function fault(text: string): Fault {
  const trimmed = text.trim();
  if (trimmed === '') return { reason: 'it is empty' };
  if (trimmed !== text) return { reason: 'spaces do not belong here', instead: trimmed };
  if (!looksLikeAddress(text)) return { reason: 'an address looks like 10.0.0.0/16 or 2001:db8::/32' };
  if (text.includes('%')) return { reason: 'a zone such as %eth0 means something on one machine only' };
  const [address = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return { reason: 'one prefix length is enough' };
  const mapped = mappedV4(text);
  if (mapped !== undefined) return { reason: 'tools disagree whether this is IPv4 or IPv6', instead: mapped };
  const isV6 = address.includes(':');
  const suffix = length === undefined ? '' : `/${length}`;
  return (
    (isV6 ? faultInGroups(address) : faultInOctets(address, suffix)) ?? faultInLength(address, length, isV6)
  );
}

function faultInOctets(address: string, suffix: string): Fault | undefined {
  const octets = address.split('.');
  if (octets.includes('')) return { reason: 'a dot stands between two octets' };
  if (octets.length !== 4) {
    // 10.0/16 can mean one thing only; what 10.0 means differs between tools.
    const isShort = octets.length < 4 && suffix !== '';
    const padded = isShort ? [...octets, '0', '0', '0'].slice(0, 4).join('.') + suffix : undefined;
    return { reason: 'an IPv4 address has four octets', instead: padded };
  }
  if (octets.some((octet) => Number(octet) > 255)) return { reason: 'an octet goes to 255' };
  if (octets.some((octet) => octet.length > 1 && octet.startsWith('0'))) {
    const decimal = octets.map(Number).join('.') + suffix;
    return { reason: 'leading zeros are read as octal by some tools', instead: decimal };
  }
  return undefined;
}

function faultInGroups(address: string): Fault | undefined {
  const elisions = address.split('::').length - 1;
  if (address.includes(':::') || elisions > 1)
    return { reason: '"::" stands once, for groups of zeros left out' };
  if (/^:[^:]|[^:]:$/.test(address)) return { reason: 'a single ":" stands between two groups' };
  const groups = address.split(':').filter((group) => group !== '');
  const tail = groups.at(-1) ?? '';
  if (tail.includes('.')) {
    const inTail = faultInOctets(tail, '');
    if (inTail !== undefined) return { reason: inTail.reason };
    groups.splice(-1, 1, '0', '0');
  }
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) {
    return { reason: 'a group has one to four hexadecimal digits' };
  }
  if (elisions === 1 ? groups.length > 7 : groups.length !== 8) {
    return { reason: 'an IPv6 address has eight groups, or "::" for those left out' };
  }
  return undefined;
}

function faultInLength(address: string, length: string | undefined, isV6: boolean): Fault {
  const most = isV6 ? 128 : 32;
  if (length === undefined || length === '') {
    return { reason: 'the prefix length is missing', instead: `${address}/${most}` };
  }
  if (/^\d+$/.test(length)) {
    if (Number(length) > most) return { reason: `the prefix length goes to ${most}` };
    return { reason: 'a prefix length has no leading zeros', instead: `${address}/${Number(length)}` };
  }
  const ofMask = isV6 ? undefined : maskLength(length);
  if (ofMask === undefined) return { reason: `the prefix length is a number from 0 to ${most}` };
  return { reason: 'a netmask is written as a prefix length', instead: `${address}/${ofMask}` };
}

/** The prefix length that `255.255.240.0` stands for. */
function maskLength(mask: string): number | undefined {
  const octets = mask.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => !(octet <= 255))) return undefined;
  const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}
