import { blockedFlow } from './blocked-flow';
import { broadStreamingRule } from './broad-streaming-rule';
import type { Check } from './check';
import { expiredSuppression } from './expired-suppression';
import { foreignRegionRange } from './foreign-region-range';
import { hostBitsSet } from './host-bits-set';
import { invalidCidr } from './invalid-cidr';
import { invalidDirective } from './invalid-directive';
import { invalidPort } from './invalid-port';
import { invalidProtocol } from './invalid-protocol';
import { limitExceeded } from './limit-exceeded';
import { managementRangeConflict } from './management-range-conflict';
import { misplacedStreamingRule } from './misplaced-streaming-rule';
import { missingDomain } from './missing-domain';
import { missingFlow } from './missing-flow';
import { missingReturnPath } from './missing-return-path';
import { quotaExceeded } from './quota-exceeded';
import { redundantRule } from './redundant-rule';
import { roleHintCheck } from './role-hint';
import { shadowedRule } from './shadowed-rule';
import { staleRange } from './stale-range';
import { syntaxError } from './syntax-error';
import { unattachedPolicy } from './unattached-policy';
import { undeterminedFlow } from './undetermined-flow';
import { unknownRegion } from './unknown-region';
import { unsupportedRegion } from './unsupported-region';
import { unusedPolicyEntry } from './unused-policy-entry';
import { unusedSuppression } from './unused-suppression';

/** Every check, in the order of `docs/checks.md`. */
export const CHECKS: readonly Check[] = [
  missingFlow,
  blockedFlow,
  missingReturnPath,
  missingDomain,
  managementRangeConflict,
  undeterminedFlow,
  roleHintCheck,
  unknownRegion,
  unsupportedRegion,
  foreignRegionRange,
  staleRange,
  misplacedStreamingRule,
  unattachedPolicy,
  unusedPolicyEntry,
  broadStreamingRule,
  quotaExceeded,
  shadowedRule,
  redundantRule,
  invalidCidr,
  invalidPort,
  invalidProtocol,
  hostBitsSet,
  syntaxError,
  limitExceeded,
  invalidDirective,
];

/** Checks about suppressions: they run last, when it is known what each one silenced. */
export const SUPPRESSION_CHECKS: readonly Check[] = [unusedSuppression, expiredSuppression];
