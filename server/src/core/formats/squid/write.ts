import { domainOf } from '../../packets/domain-name';
import { peerTexts, unionAll } from '../../packets/peer-set';
import type { Change } from '../../policies/change';
import type { Edit } from '../../text/edits';
import { insertion } from '../../text/layout';
import { readDirectives, type Directive } from './lines';

/** New names go behind the last one of the first list that a line allows. */
export function writeChange(change: Change): readonly Edit[] | undefined {
  const { file } = change.policy.at;
  if (change.kind === 'narrow-rule') return undefined;
  const sets = change.kind === 'extend-rule' ? [change.peers] : change.rules.map(({ peers }) => peers);
  const names = peerTexts(unionAll(sets)).map(domainOf);
  if (!names.every((name) => name !== undefined)) return undefined;
  const { directives } = readDirectives(file);
  const list = directives.filter(([keyword, , type]) => keyword.text === 'acl' && type?.text === 'dstdomain');
  const allowed = new Set(
    directives.flatMap(([keyword, action, ...names]) => namesAllowed(keyword.text, action?.text, names)),
  );
  const target = list.filter(([, name]) => name !== undefined && allowed.has(name.text));
  const last = target
    .filter(([, name]) => name?.text === target[0]?.[1]?.text)
    .at(-1)
    ?.at(-1);
  if (last === undefined) return undefined;
  // Squid has no form for what is below a name without the name.
  return [insertion(file, last.at.span.end, names.map((name) => ` ${name.replace(/^\*/, '')}`).join(''))];
}

function namesAllowed(
  keyword: string,
  action: string | undefined,
  conditions: readonly Directive[0][],
): readonly string[] {
  if (keyword !== 'http_access') return [];
  return conditions
    .map(({ text }) => text)
    .filter((text) => text.startsWith('!') === (action === 'deny'))
    .map((text) => text.replace(/^!/, ''));
}
