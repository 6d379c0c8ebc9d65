import type { Location } from '../../../text/source';
import { formatAddress, parseAddresses } from '../../../packets/cidr';
import { bool, list, string } from '../values/make';
import { BOOL, listOf, NUMBER, STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { numberOf, textOf } from './arguments';
import type { Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { quote } from '../values/quote';

/** `start` is the first address, host bits dropped; `bits` is 32 or 128. */
interface Network {
  readonly start: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

const prefix: Parameter = { name: 'prefix', type: STRING };

export const NETWORK_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  cidrhost: {
    parameters: [prefix, { name: 'hostnum', type: NUMBER }],
    result: STRING,
    call([input, hostnum], { at }) {
      const network = parseNetwork(textOf(input));
      if ('kind' in network) return network;
      const wanted = wholeNumber(hostnum, 'the host number', 1);
      if (typeof wanted !== 'bigint') return wanted;
      const size = 1n << BigInt(network.bits - network.length);
      const host = wanted < 0n ? size + wanted : wanted;
      if (host < 0n || host >= size) return failure(`${textOf(input)} has no host number ${wanted}`, 1);
      return string(writeAddress(network.start + host, network.bits), at);
    },
  },
  cidrnetmask: {
    parameters: [prefix],
    result: STRING,
    call([input], { at }) {
      const network = parseNetwork(textOf(input));
      if ('kind' in network) return network;
      if (network.bits === 128) return failure('an IPv6 network has no netmask', 0);
      return string(writeAddress((1n << 32n) - (1n << BigInt(32 - network.length)), 32), at);
    },
  },
  cidrsubnet: {
    parameters: [prefix, { name: 'newbits', type: NUMBER }, { name: 'netnum', type: NUMBER }],
    result: STRING,
    call([input, newbits, netnum], { at }) {
      const network = parseNetwork(textOf(input));
      if ('kind' in network) return network;
      const more = wholeNumber(newbits, 'newbits', 1);
      if (typeof more !== 'bigint') return more;
      const index = wholeNumber(netnum, 'the subnet number', 2);
      if (typeof index !== 'bigint') return index;
      const length = network.length + Number(more);
      if (more < 0n || length > network.bits)
        return failure(`${textOf(input)} cannot be divided by ${more} more bits`, 1);
      if (index < 0n || index >= 1n << more) return failure(`${more} bits have no subnet number ${index}`, 2);
      const start = network.start + (index << BigInt(network.bits - length));
      return string(writeNetwork({ ...network, start, length }), at);
    },
  },
  cidrsubnets: {
    parameters: [prefix],
    rest: { name: 'newbits', type: NUMBER },
    result: listOf(STRING),
    call([input, ...newbits], { at }) {
      const network = parseNetwork(textOf(input));
      return 'kind' in network ? network : divide(network, newbits, at);
    },
  },
  cidrcontains: {
    parameters: [
      { name: 'containing_prefix', type: STRING },
      { name: 'contained_ip_or_prefix', type: STRING },
    ],
    result: BOOL,
    call([outer, inner], { at }) {
      const container = parseNetwork(textOf(outer));
      if ('kind' in container) return container;
      const text = textOf(inner);
      const single = text.includes(':') ? `${text}/128` : `${text}/32`;
      const contained = parseNetwork(text.includes('/') ? text : single);
      if ('kind' in contained) return failure(contained.reason, 1);
      if (container.bits !== contained.bits) return failure('one is IPv4 and the other is IPv6', 1);
      return bool(container.start <= contained.start && endOf(contained) <= endOf(container), at);
    },
  },
};

/** Host bits are dropped, and zeros before an octet mean nothing. */
function parseNetwork(text: string): Network | Failure {
  const plain = text.includes(':') ? text : text.replace(/(^|\.)0+(?=\d)/g, '$1');
  const range = plain.includes('/') ? parseAddresses(plain) : { error: 'the prefix length is missing' };
  if ('error' in range) return failure(`${quote(text)} is no CIDR block: ${range.error}`, 0);
  const length = Number(plain.slice(plain.indexOf('/') + 1));
  return { start: BigInt(range.start), length, bits: range.family === 4 ? 32 : 128 };
}

function endOf(network: Network): bigint {
  return network.start + (1n << BigInt(network.bits - network.length));
}

function writeAddress(address: bigint, bits: 32 | 128): string {
  return formatAddress(bits === 32 ? Number(address) : address);
}

function writeNetwork(network: Network): string {
  return `${writeAddress(network.start, network.bits)}/${network.length}`;
}

function wholeNumber(value: TfValue | undefined, what: string, argument: number): bigint | Failure {
  const number = numberOf(value);
  return Number.isInteger(number) ? BigInt(number) : failure(`${what} is a whole number`, argument);
}

/** Networks one behind the other, each at the next place that fits its size. */
function divide(network: Network, newbits: readonly TfValue[], at: Location): TfValue | Failure {
  const subnets: TfValue[] = [];
  let next = network.start;
  for (const [index, argument] of newbits.entries()) {
    const more = wholeNumber(argument, 'newbits', index + 1);
    if (typeof more !== 'bigint') return more;
    if (more < 1n || more > 32n) return failure('newbits goes from 1 to 32', index + 1);
    const length = network.length + Number(more);
    if (length > network.bits) return failure(`/${length} is too long for an address`, index + 1);
    const size = 1n << BigInt(network.bits - length);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > endOf(network)) return failure(`there is no room left for a /${length}`, index + 1);
    subnets.push(string(writeNetwork({ start, length, bits: network.bits }), at));
    next = start + size;
  }
  return list(subnets, at);
}
