import { ErrorCodes, RequestType, ResponseError, type Connection } from 'vscode-languageserver';
import { requirementsText } from '../core/reports/requirements-text';
import { EDITIONS, LATEST, loadEdition } from '../core/requirements/editions';
import { isRegionCode } from '../core/requirements/regions';
import { ROLES } from '../core/requirements/requirement';
import { isAnyRequest, type Guard } from './requests';
import type { Workspace } from './workspace';

/** What WorkSpaces need in a Region, as Markdown. */
export const RequirementsRequest = {
  type: new RequestType<RequirementsParams, string, never>('workspacesNetlint/requirements'),
};

export interface RequirementsParams {
  readonly region: string;
  /** Left out: all of them. */
  readonly role?: string;
  /** Left out: the latest. */
  readonly edition?: string;
}

export function registerRequirements(connection: Connection, _: Workspace, guard: Guard): void {
  connection.onRequest(
    RequirementsRequest.type,
    guard(({ region, role, edition = LATEST }): string | ResponseError<never> => {
      const known = ROLES.find((each) => each === role);
      const loaded = EDITIONS.includes(edition) ? loadEdition(edition) : undefined;
      if (!isRegionCode(region)) return wrong(`There is no Region "${region}".`);
      if (role !== undefined && known === undefined) return wrong(`There is no role "${role}".`);
      if (loaded === undefined) return wrong(`There is no edition "${edition}".`);
      return requirementsText(loaded, region, known);
    }, isAnyRequest),
  );
}

function wrong(message: string): ResponseError<never> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
