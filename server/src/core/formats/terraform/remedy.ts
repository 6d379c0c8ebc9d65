import type { Location } from '../../text/source';
import { variableAt } from './assignment';

/** What to do about something unknown: a variable without a value can be given one. */
export function remedyFor(at: Location): string | undefined {
  const name = variableAt(at)?.name;
  if (name === undefined) return undefined;
  return `Give variable ${name} a value in terraform.tfvars, with --var ${name}=… or with --var-file.`;
}
