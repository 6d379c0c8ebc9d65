import { isList, type JsonDocument, type JsonPlace } from '../../syntax/json';
import { isObject, type JsonObject } from '../../values/json-object';

/** A part of an export that we know, whatever it was wrapped in. */
export type Found = FoundObject | FoundList | PrefixEntries;

export interface FoundObject {
  readonly kind: 'group' | 'acl' | 'group-rule' | 'prefix-list';
  readonly value: JsonObject;
  readonly place: JsonPlace;
}

/** Permissions or ACL entries without the group or ACL around them. */
export interface FoundList {
  readonly kind: 'permissions' | 'acl-entries';
  readonly value: readonly unknown[];
  readonly place: JsonPlace;
  /** One object that stands alone, not in a list: `place` is the object's. */
  readonly single: boolean;
}

/** Entries of a prefix list that is named elsewhere. */
export interface PrefixEntries {
  readonly kind: 'prefix-entries';
  readonly value: readonly unknown[];
  readonly place: JsonPlace;
  /** The property's name that they were filed under. */
  readonly key: string;
  /** More entries follow on a page that is not here. */
  readonly partial: boolean;
}

/** Properties under which exports keep what we know. Anything else is only looked through for these. */
const EXPORT_KEYS: ReadonlySet<string> = new Set([
  'SecurityGroups',
  'Groups',
  'SecurityGroupRules',
  'NetworkAcls',
  'PrefixLists',
  'security_groups',
  'network_acls',
]);

/** Top-level keys of documents that other formats or other tools own. */
const FOREIGN_KEYS = [
  'AWSTemplateFormatVersion',
  'Resources',
  'terraform_version',
  'planned_values',
  'resource',
];

/** What a document holds, in file order. */
export function findParts(document: JsonDocument): readonly Found[] {
  const { value, root } = document;
  if (isObject(value) && FOREIGN_KEYS.some((key) => key in value)) return [];
  const found: Found[] = [];
  visit(value, root, 'bare', '', found);
  return found;
}

/**
 * `bare`: the document itself or a list of lists in it; `export`: under a key of an export; `other`: under
 * any other key, where a similar shape (an API call in a script, say) means nothing yet.
 */
type Standing = 'bare' | 'export' | 'other';

function visit(value: unknown, place: JsonPlace, standing: Standing, key: string, found: Found[]): void {
  if (isList(value)) visitList(value, place, standing, key, found);
  else if (isObject(value)) visitObject(value, place, standing, key, found);
}

function visitList(
  value: readonly unknown[],
  place: JsonPlace,
  standing: Standing,
  key: string,
  found: Found[],
): void {
  const first = value.find(isObject);
  if (standing === 'bare' && first !== undefined) {
    const kind = isPermission(first) ? 'permissions' : isAclEntry(first) ? 'acl-entries' : undefined;
    if (kind !== undefined) {
      found.push({ kind, value, place, single: false });
      return;
    }
  }
  value.forEach((item, index) => {
    visit(item, place.at(index), standing, key, found);
  });
}

function visitObject(
  value: JsonObject,
  place: JsonPlace,
  standing: Standing,
  key: string,
  found: Found[],
): void {
  const kind = kindOf(value, standing);
  if (kind !== undefined) {
    found.push({ kind, value, place });
    return;
  }
  if (standing === 'bare' && isPermission(value)) {
    found.push({ kind: 'permissions', value: [value], place, single: true });
    return;
  }
  if (
    isList(value.Entries) &&
    value.Entries.some((entry) => isObject(entry) && typeof entry.Cidr === 'string')
  ) {
    const partial = typeof value.NextToken === 'string' && value.NextToken !== '';
    found.push({ kind: 'prefix-entries', value: value.Entries, place: place.at('Entries'), key, partial });
  }
  for (const name in value) {
    const child = value[name];
    if (typeof child !== 'object' || child === null) continue;
    visit(child, place.at(name), EXPORT_KEYS.has(name) ? 'export' : 'other', name, found);
  }
}

function kindOf(
  value: JsonObject,
  standing: Standing,
): 'group' | 'acl' | 'group-rule' | 'prefix-list' | undefined {
  // Requests to the API look like a group too, but only an answer says who owns it.
  if (isList(value.IpPermissions) || isList(value.IpPermissionsEgress)) {
    return standing !== 'other' || 'OwnerId' in value ? 'group' : undefined;
  }
  if ('IsEgress' in value && 'IpProtocol' in value) return 'group-rule';
  if (isList(value.Entries) && 'NetworkAclId' in value) return 'acl';
  return standing !== 'other' && typeof value.PrefixListId === 'string' ? 'prefix-list' : undefined;
}

function isPermission(value: JsonObject): boolean {
  return 'IpProtocol' in value && !('IsEgress' in value);
}

function isAclEntry(value: JsonObject): boolean {
  return 'RuleNumber' in value && 'RuleAction' in value;
}
