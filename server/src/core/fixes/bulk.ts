import type { Diagnostic } from '../checks/diagnostic';

/** Errors and warnings; while nobody says whether there is internet access, not what only that needs. */
export function isFixedInBulk({ severity, requirement, judgement }: Diagnostic): boolean {
  if (severity === 'info' || judgement === undefined) return false;
  const needsInternet = requirement?.startsWith('workspace.http') === true;
  return !needsInternet || judgement.asked.facts.internetAccess !== undefined;
}
