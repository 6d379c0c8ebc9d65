import type { Diagnostic } from '../checks/diagnostic';

/**
 * Errors and warnings; while nobody says whether there is internet access, not what only that needs. A block with bits
 * behind its prefix length is written as what it is read as.
 */
export function isFixedInBulk({ severity, requirement, judgement, rule }: Diagnostic): boolean {
  if (severity === 'info') return false;
  if (judgement === undefined) return rule === 'host-bits-set';
  const needsInternet = requirement?.startsWith('workspace.http') === true;
  return !needsInternet || judgement.asked.facts.internetAccess !== undefined;
}
