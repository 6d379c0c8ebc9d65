import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { REGION_CODES } from '../../server/src/core/requirements/regions';
import { ROLES } from '../../server/src/core/requirements/requirement';
import type { Pages } from './pages';

const ALL = 'all of them';

/** Shows what WorkSpaces need in a Region and a role; what is not given is asked for. */
export async function showRequirements(
  client: LanguageClient,
  pages: Pages,
  givenRegion?: string,
  givenRole?: string,
): Promise<void> {
  const region = givenRegion ?? (await vscode.window.showQuickPick(regions(), { title: 'Region' }));
  if (region === undefined) return;
  const title = 'What the policy is for';
  const role = givenRole ?? (await vscode.window.showQuickPick([ALL, ...ROLES], { title }));
  if (role === undefined) return;
  if (client.needsStart()) await client.start();
  const text = await client.sendRequest<string>('workspacesNetlint/requirements', {
    region,
    ...(role !== ALL && { role }),
    ...edition(),
  });
  await pages.show(`Requirements in ${region}`, text);
}

/** Those of the settings first. */
function regions(): string[] {
  const stated = vscode.workspace.getConfiguration('workspacesNetlint').get<string[]>('regions', []);
  return [...new Set([...stated, ...REGION_CODES])];
}

function edition(): { edition?: string } {
  const stated = vscode.workspace.getConfiguration('workspacesNetlint').get<string>('edition', '');
  return stated === '' || stated === 'latest' ? {} : { edition: stated };
}
