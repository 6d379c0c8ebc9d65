import type { Comment, Direction, Incomplete, Policy, Rule, Tag } from '../../policies/policy';
import { isList, type JsonDocument, type JsonPlace } from '../../syntax/json';
import { remarksAt } from '../../syntax/remarks';
import { isObject, type JsonObject } from '../../values/json-object';
import { known, unknown, type Value } from '../../values/value';
import type { FoundList, FoundObject } from './find';
import { cidrPeer, groupPeer, prefixListPeer } from './peers';
import { readPermission, readPermissions } from './permissions';
import type { Reading } from './reading';

/** A security group as `describe-security-groups` prints it, perhaps trimmed to one direction. */
export function readGroup(
  { value, place }: FoundObject,
  document: JsonDocument,
  reading: Reading,
  fallback: string,
): Policy {
  const name = text(value.GroupId) ?? text(value.GroupName) ?? fallback;
  const inbound = isList(value.IpPermissions) ? value.IpPermissions : undefined;
  const outbound = isList(value.IpPermissionsEgress) ? value.IpPermissionsEgress : undefined;
  const tags = readTags(value, place);
  const region = regionOf(value.SecurityGroupArn);
  const named = text(value.GroupId) ?? text(value.GroupName);
  return {
    ...SECURITY_GROUP,
    name,
    at: place.opening,
    // A key that is not there was left out of the export: the group says nothing about that direction.
    defaults: { inbound: inbound ? 'deny' : 'not-judged', outbound: outbound ? 'deny' : 'not-judged' },
    rules: [
      ...readPermissions(inbound ?? [], place.at('IpPermissions'), INBOUND, reading, name),
      ...readPermissions(outbound ?? [], place.at('IpPermissionsEgress'), OUTBOUND, reading, name),
    ],
    ...(named !== undefined && { symbol: `sg:${named}` }),
    comments: commentsAt(document, place),
    tags,
    words: wordsOf(value, tags),
    ...(region !== undefined && { region }),
  };
}

/** A list of permissions as it is given to `authorize-security-group-*`: one direction, which it does not say. */
export function readPermissionList(
  part: FoundList,
  document: JsonDocument,
  reading: Reading,
  name: string,
): Policy {
  const { value, place, single } = part;
  const comments = commentsAt(document, place);
  const direction = reading.environment.direction ?? directionIn(comments);
  const stated: Value<Direction> =
    direction === undefined ? unknown(NO_DIRECTION, place.opening) : known(direction);
  const rules = single
    ? value.filter(isObject).map((item) => readPermission(item, place, stated, reading, name))
    : readPermissions(value, place, stated, reading, name);
  const other = direction === 'inbound' ? 'outbound' : 'inbound';
  return {
    ...SECURITY_GROUP,
    name,
    at: place.opening,
    defaults: {
      inbound: 'deny',
      outbound: 'deny',
      ...(direction !== undefined && { [other]: 'not-judged' }),
    },
    rules,
    ...(direction === undefined && { incomplete: { reason: NO_DIRECTION, at: place.opening } }),
    comments,
    tags: [],
    words: [],
  };
}

const NO_DIRECTION =
  'a list of permissions does not say its direction; give --direction inbound or outbound, or write a comment ' +
  '"workspaces-netlint: direction=outbound" above it';

/** The rules of one group, at least one, with the documents that they stand in. */
export type GroupRules = [GroupRule, ...GroupRule[]];

export interface GroupRule {
  readonly part: FoundObject;
  readonly document: JsonDocument;
}

/**
 * Rules as `describe-security-group-rules` prints them, of a group that is not described beside them.
 * The answer may have been filtered, so the group may have more.
 */
export function readGroupRules([first, ...others]: GroupRules, name: string, reading: Reading): Policy {
  const { place, value } = first.part;
  const region = regionOf(value.SecurityGroupRuleArn);
  const incomplete: Incomplete = {
    reason: `group ${name} is not described in the files, so it may have rules besides these`,
    at: place.opening,
  };
  return {
    ...SECURITY_GROUP,
    name,
    at: place.opening,
    defaults: { inbound: 'deny', outbound: 'deny' },
    rules: [first, ...others].map(({ part }) => readGroupRule(part, reading, name)),
    incomplete,
    symbol: `sg:${name}`,
    comments: commentsAt(first.document, place),
    tags: [],
    words: [],
    ...(region !== undefined && { region }),
  };
}

function readGroupRule({ value, place }: FoundObject, reading: Reading, policy: string): Rule {
  const {
    IsEgress: egress,
    CidrIpv4: v4,
    CidrIpv6: v6,
    PrefixListId: prefixList,
    ReferencedGroupInfo: group,
  } = value;
  const direction =
    typeof egress === 'boolean'
      ? egress
        ? OUTBOUND
        : INBOUND
      : unknown('IsEgress is not true or false', place);
  return {
    ...readPermission(value, place, direction, reading, policy),
    peers: [
      ...(isPresent(v4) ? [cidrPeer(v4, 'CidrIpv4', 4, place.at('CidrIpv4'), reading, policy)] : []),
      ...(isPresent(v6) ? [cidrPeer(v6, 'CidrIpv6', 6, place.at('CidrIpv6'), reading, policy)] : []),
      ...(isPresent(prefixList) ? [prefixListPeer(prefixList, place.at('PrefixListId'), reading)] : []),
      ...(isObject(group) ? [groupPeer(group, place.at('ReferencedGroupInfo'), reading)] : []),
    ],
  };
}

const SECURITY_GROUP = { kind: 'security-group', evaluation: 'any-allow', stateful: true } as const;
const INBOUND: Value<Direction> = known('inbound');
const OUTBOUND: Value<Direction> = known('outbound');

/** The tags, each with the place of its object. Tags that a query turned into `{key: value}` count too. */
export function readTags({ Tags: tags }: JsonObject, place: JsonPlace): readonly Tag[] {
  if (isObject(tags)) {
    return Object.entries(tags).flatMap(([key, value]) =>
      typeof value === 'string' ? [{ key, value, at: place.at('Tags').at(key) }] : [],
    );
  }
  if (!isList(tags)) return [];
  return tags.flatMap((tag, index) =>
    isObject(tag) && typeof tag.Key === 'string' && typeof tag.Value === 'string'
      ? [{ key: tag.Key, value: tag.Value, at: place.at('Tags').at(index) }]
      : [],
  );
}

export function commentsAt({ file, comments }: JsonDocument, place: JsonPlace): readonly Comment[] {
  return comments.length === 0 ? [] : remarksAt(file, comments, place.span.start);
}

function wordsOf(
  { GroupName: name, Description: description }: JsonObject,
  tags: readonly Tag[],
): readonly string[] {
  return [name, description, tags.find(({ key }) => key === 'Name')?.value].flatMap(
    (word) => text(word) ?? [],
  );
}

/** The Region in `arn:aws:ec2:us-west-2:111122223333:security-group/sg-0abc`. */
function regionOf(arn: unknown): Value<string> | undefined {
  const region = typeof arn === 'string' && arn.startsWith('arn:') ? arn.split(':')[3] : undefined;
  return region === undefined || region === '' ? undefined : known(region);
}

function directionIn(comments: readonly Comment[]): Direction | undefined {
  for (const { text: comment } of comments) {
    const stated = /^workspaces-netlint:.*\bdirection=(inbound|outbound)(?!\S)/.exec(comment)?.[1];
    if (stated === 'inbound' || stated === 'outbound') return stated;
  }
  return undefined;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
