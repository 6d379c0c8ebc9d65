export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * The public ids of all checks with the severity each has unless the configuration says otherwise. They
 * stand here and not beside the checks because configurations and directives name them.
 */
export const CHECK_SEVERITIES = {
  'missing-flow': 'error',
  'blocked-flow': 'error',
  'missing-return-path': 'error',
  'missing-domain': 'error',
  'management-range-conflict': 'error',
  'undetermined-flow': 'info',
  'role-hint': 'info',
  'unknown-region': 'warning',
  'unsupported-region': 'warning',
  'foreign-region-range': 'warning',
  'stale-range': 'warning',
  'misplaced-streaming-rule': 'warning',
  'unattached-policy': 'warning',
  'unused-policy-entry': 'warning',
  'broad-streaming-rule': 'info',
  'quota-exceeded': 'warning',
  'shadowed-rule': 'warning',
  'redundant-rule': 'info',
  'invalid-cidr': 'error',
  'invalid-port': 'error',
  'invalid-protocol': 'error',
  'host-bits-set': 'warning',
  'syntax-error': 'error',
  'limit-exceeded': 'warning',
  'invalid-directive': 'warning',
  'unused-suppression': 'warning',
  'expired-suppression': 'warning',
} as const satisfies Record<string, Severity>;

export type CheckId = keyof typeof CHECK_SEVERITIES;

export function isCheckId(text: string): text is CheckId {
  return Object.hasOwn(CHECK_SEVERITIES, text);
}

export const CHECK_IDS: readonly CheckId[] = Object.keys(CHECK_SEVERITIES).filter(isCheckId);
