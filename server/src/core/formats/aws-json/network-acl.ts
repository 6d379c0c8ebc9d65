import { ICMP, ICMPV6 } from '../../packets/packet-set';
import type { Direction, Policy, Rule } from '../../policies/policy';
import { isList, type JsonDocument, type JsonPlace } from '../../syntax/json';
import { isObject, type JsonObject } from '../../values/json-object';
import { known, unknown, type Unknown, type Value } from '../../values/value';
import type { FoundList, FoundObject } from './find';
import { commentsAt, readTags, text } from './groups';
import { cidrPeer } from './peers';
import { malformed, quoted, type Reading } from './reading';
import { EVERY_PORT, readPorts, readProtocol } from './values';

/** A network ACL as `describe-network-acls` prints it. */
export function readAcl(
  { value, place }: FoundObject,
  document: JsonDocument,
  reading: Reading,
  fallback: string,
): Policy {
  const name = text(value.NetworkAclId) ?? fallback;
  const entries = isList(value.Entries) ? value.Entries : [];
  const tags = readTags(value, place);
  const label = tags.find(({ key }) => key === 'Name')?.value;
  return {
    ...NETWORK_ACL,
    name,
    at: place.opening,
    rules: readEntries(entries, place.at('Entries'), reading, name),
    comments: commentsAt(document, place),
    tags,
    words: label === undefined ? [] : [label],
  };
}

/** The entries alone, as a query leaves them of an ACL. */
export function readAclEntries(
  { value, place }: FoundList,
  document: JsonDocument,
  reading: Reading,
  name: string,
): Policy {
  return {
    ...NETWORK_ACL,
    name,
    at: place.opening,
    rules: readEntries(value, place, reading, name),
    comments: commentsAt(document, place),
    tags: [],
    words: [],
  };
}

const NETWORK_ACL = {
  kind: 'network-acl',
  evaluation: 'first-match',
  stateful: false,
  defaults: { inbound: 'deny', outbound: 'deny' },
} as const;

function readEntries(
  entries: readonly unknown[],
  place: JsonPlace,
  reading: Reading,
  policy: string,
): Rule[] {
  return entries.flatMap((entry, index) => readEntry(entry, place.at(index), reading, policy));
}

function readEntry(entry: unknown, at: JsonPlace, reading: Reading, policy: string): readonly Rule[] {
  if (!isObject(entry)) {
    const reason = 'this is not an entry of a network ACL';
    const advice = 'Write an object with RuleNumber, RuleAction, Egress, Protocol and CidrBlock.';
    const doubt = malformed(reading, { kind: 'syntax-error', reason, advice, at, policy });
    return eitherWay(
      {
        direction: doubt,
        protocols: doubt,
        ports: doubt,
        sourcePorts: EVERY_PORT,
        peers: [{ text: '', at, set: doubt }],
        order: doubt,
        at,
      },
      doubt,
    );
  }
  const protocols = readProtocol(entry.Protocol, 'Protocol', at, reading, policy);
  const rule: Omit<Rule, 'action'> = {
    direction: readDirection(entry.Egress, at),
    protocols,
    ports: readEntryPorts(entry, protocols, at, reading, policy),
    sourcePorts: EVERY_PORT,
    peers: [
      ...(text(entry.CidrBlock) === undefined
        ? []
        : [cidrPeer(entry.CidrBlock, 'CidrBlock', 4, at.at('CidrBlock'), reading, policy)]),
      ...(text(entry.Ipv6CidrBlock) === undefined
        ? []
        : [cidrPeer(entry.Ipv6CidrBlock, 'Ipv6CidrBlock', 6, at.at('Ipv6CidrBlock'), reading, policy)]),
    ],
    order: readNumber(entry.RuleNumber, at),
    at,
  };
  const { RuleAction: action } = entry;
  if (action === 'allow' || action === 'deny') return [{ ...rule, action }];
  if (action === undefined) return eitherWay(rule, unknown('RuleAction is missing', at));
  const reason = `${quoted(action)} is not what an entry does`;
  const advice = 'Write "allow" or "deny" for RuleAction.';
  return eitherWay(
    rule,
    malformed(reading, { kind: 'syntax-error', reason, advice, at: at.at('RuleAction'), policy }),
  );
}

/** An entry that allows or denies, nobody can say which. */
function eitherWay(rule: Omit<Rule, 'action'>, doubt: Unknown): readonly Rule[] {
  return [
    { ...rule, action: 'deny', doubt },
    { ...rule, action: 'allow', doubt },
  ];
}

function readEntryPorts(
  entry: JsonObject,
  protocols: Rule['protocols'],
  at: JsonPlace,
  reading: Reading,
  policy: string,
): Rule['ports'] {
  const number = protocols.kind === 'known' ? protocols.value[0]?.from : undefined;
  const isIcmp = number === ICMP || number === ICMPV6;
  const property = isIcmp ? 'IcmpTypeCode' : 'PortRange';
  const value = entry[property];
  // Named after the property while it is missing, so that the reason says what to look for.
  const [fromName, toName] = !isObject(value)
    ? [property, property]
    : isIcmp
      ? ['Type', 'Code']
      : ['From', 'To'];
  const { [fromName]: from, [toName]: to } = isObject(value) ? value : {};
  const ends = { from, to, fromName, toName, owner: isObject(value) ? at.at(property) : at };
  return readPorts(protocols, ends, reading, policy);
}

function readDirection(egress: unknown, at: JsonPlace): Value<Direction> {
  if (typeof egress === 'boolean') return known(egress ? 'outbound' : 'inbound');
  return unknown('Egress is not true or false', at);
}

function readNumber(number: unknown, at: JsonPlace): Value<number> {
  return typeof number === 'number' ? known(number) : unknown('RuleNumber is not a number', at);
}
