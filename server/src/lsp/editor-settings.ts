import { DidChangeConfigurationNotification, type Connection } from 'vscode-languageserver';
import { pathToFileURL } from 'node:url';
import { isObject, readSettings, SECTION, type Settings } from './settings';
import type { Workspace } from './workspace';

/** Once the session runs: registers for changes and asks; later only asks. */
interface FollowedSettings {
  readonly start: () => Promise<void>;
  readonly load: () => Promise<void>;
}

/** Keeps the workspace's settings as the editor has them, and tells when they change. */
export function followSettings(
  connection: Connection,
  workspace: Workspace,
  initial: unknown,
  changed: () => void,
): FollowedSettings {
  const { client, sources } = workspace;
  let last = '';
  const set = (found: readonly { readonly folder?: string; readonly value: unknown }[]): void => {
    // Two folders with the same settings share them, and a problem in both is told once.
    const text = JSON.stringify(found);
    if (text === last) return;
    last = text;
    const problems = new Set<string>();
    const settings = found.map(
      ({ value, ...where }): { readonly folder?: string; readonly settings: Settings } => {
        const read = readSettings(value);
        for (const problem of read.problems) problems.add(problem);
        return { ...where, settings: read.settings };
      },
    );
    workspace.setSettings(settings);
    for (const problem of problems) connection.console.warn(problem);
    changed();
  };

  /** Asks for the settings of every workspace folder, and for those that are for no folder. */
  const load = async (): Promise<void> => {
    if (!client.answersConfiguration) return;
    const folders = sources.folders();
    const scopes = folders.map((folder) => ({ scopeUri: pathToFileURL(folder).href, section: SECTION }));
    const answer: unknown = await connection.workspace.getConfiguration([{ section: SECTION }, ...scopes]);
    const values: readonly unknown[] = Array.isArray(answer) ? answer : [];
    set([{ value: values[0] }, ...folders.map((folder, index) => ({ folder, value: values[index + 1] }))]);
  };

  if (!client.answersConfiguration) set([{ value: sectionOf(initial) }]);
  connection.onDidChangeConfiguration(({ settings }) => {
    if (client.answersConfiguration) void load();
    else set([{ value: sectionOf(settings) }]);
  });
  return {
    async start() {
      if (client.registersConfiguration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      }
      await load();
    },
    load,
  };
}

/** Some editors send all settings, some only ours. */
function sectionOf(settings: unknown): unknown {
  return isObject(settings) && SECTION in settings ? settings[SECTION] : settings;
}
