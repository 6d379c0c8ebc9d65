import type { Direction, Rule } from '../../policies/policy';
import { type JsonPlace } from '../../syntax/json';
import { isObject, type JsonObject } from '../../values/json-object';
import type { Value } from '../../values/value';
import { readPeers } from './peers';
import { malformed, type Reading } from './reading';
import { EVERY_PORT, familiarPorts, readPorts, readProtocol } from './values';

/** The rules of a list of permissions; `place` is the list's. */
export function readPermissions(
  permissions: readonly unknown[],
  place: JsonPlace,
  direction: Value<Direction>,
  reading: Reading,
  policy: string,
): Rule[] {
  const rules: Rule[] = [];
  for (let index = 0; index < permissions.length; index++) {
    const permission = permissions[index];
    const at = place.at(index);
    if (isObject(permission)) rules.push(readPermission(permission, at, direction, reading, policy));
    else rules.push(doubtfulRule(at, direction, reading, policy));
  }
  return rules;
}

export function readPermission(
  permission: JsonObject,
  at: JsonPlace,
  direction: Value<Direction>,
  reading: Reading,
  policy: string,
): Rule {
  const protocols = readProtocol(permission.IpProtocol, 'IpProtocol', at, reading, policy);
  const { FromPort: from, ToPort: to } = permission;
  return {
    action: 'allow',
    direction,
    protocols,
    ports:
      familiarPorts(protocols, from, to, reading) ??
      readPorts(protocols, { from, to, fromName: 'FromPort', toName: 'ToPort', owner: at }, reading, policy),
    sourcePorts: EVERY_PORT,
    peers: readPeers(permission, at, reading, policy),
    at,
  };
}

/** Something stands where a permission should: it could be a rule for anything. */
function doubtfulRule(at: JsonPlace, direction: Value<Direction>, reading: Reading, policy: string): Rule {
  const doubt = malformed(reading, {
    kind: 'syntax-error',
    reason: 'this is not a permission',
    advice: 'Write an object with IpProtocol, FromPort, ToPort and IpRanges.',
    at,
    policy,
  });
  return {
    action: 'allow',
    direction,
    protocols: doubt,
    ports: doubt,
    sourcePorts: EVERY_PORT,
    peers: [{ text: '', at, set: doubt }],
    doubt,
    at,
  };
}
