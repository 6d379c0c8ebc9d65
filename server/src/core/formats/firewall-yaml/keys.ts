/** What a firewall may say about itself. `server/schemas/firewall.schema.json` lists the same keys. */
export const FIREWALL_KEYS = [
  'name',
  'description',
  'stateful',
  'default',
  'evaluation',
  'role',
  'region',
  'regions',
  'rules',
] as const;

export const RULE_KEYS = [
  'name',
  'description',
  'action',
  'direction',
  'protocol',
  'ports',
  'sourcePorts',
  'destinations',
  'sources',
] as const;

export type RuleKey = (typeof RULE_KEYS)[number];

export const ACTIONS = ['allow', 'deny'] as const;
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export const EVALUATIONS = ['first-match', 'any-allow'] as const;
