import { entryOf, itemsOf, type YamlDocument, type YamlMap, type YamlNode } from '../../syntax/yaml';
import type { Location } from '../../text/source';
import { ACTIONS, DIRECTIONS, FIREWALL_KEYS } from './keys';

/** A firewall in a document. */
export interface FoundFirewall {
  readonly map: YamlMap;
  /** The key `firewall`, or the start of the item in `firewalls`. */
  readonly at: Location;
}

/** The firewalls of a document. Other products have a key `firewall`, too: what is not ours is left alone. */
export function findFirewalls({ root }: YamlDocument): readonly FoundFirewall[] {
  if (root?.kind !== 'map') return [];
  return root.entries.flatMap(({ key, keyAt, value }): readonly FoundFirewall[] => {
    if (key === 'firewall') return value.kind === 'map' && isOurs(value) ? [{ map: value, at: keyAt }] : [];
    if (key !== 'firewalls' || value.kind !== 'list') return [];
    const maps = value.items.filter((item) => item.kind === 'map');
    if (!maps.some(isOurs)) return [];
    return maps.map((map) => ({ map, at: map.entries[0]?.keyAt ?? map.at }));
  });
}

/** Ours has a list of rules of which one speaks our language; an empty list comes with no foreign key. */
function isOurs(map: YamlMap): boolean {
  const rules = entryOf(map, 'rules')?.value;
  if (rules?.kind !== 'list') return false;
  const isPlain = map.entries.every(({ key }) => FIREWALL_KEYS.some((known) => known === key));
  return rules.items.length === 0 ? isPlain : rules.items.some(isOurRule);
}

function isOurRule(rule: YamlNode): boolean {
  if (rule.kind !== 'map') return false;
  return says(rule, 'action', ACTIONS) || says(rule, 'direction', DIRECTIONS);
}

function says(rule: YamlMap, key: string, words: readonly string[]): boolean {
  const value = entryOf(rule, key)?.value;
  return (
    value !== undefined && itemsOf(value).some((item) => item.kind === 'scalar' && words.includes(item.text))
  );
}
