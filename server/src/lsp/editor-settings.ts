import type { Connection } from 'vscode-languageserver';
import { pathToFileURL } from 'node:url';
import { readSettings, SECTION, type Settings } from './settings';
import type { Workspace } from './workspace';
import { isObject } from '../core/values/json-object';

interface FollowedSettings {
  /** Asks the editor, once the session runs and whenever the settings may be others. */
  readonly load: () => Promise<void>;
  /** Settles when the settings are known, or cannot be had. */
  readonly known: Promise<void>;
}

/** How long a request waits for settings that an editor owes, in milliseconds. */
const PATIENCE = 1000;

/** Keeps the workspace's settings as the editor has them, and tells when they change. */
export function followSettings(
  connection: Connection,
  workspace: Workspace,
  initial: unknown,
  changed: () => void,
): FollowedSettings {
  const { client, sources } = workspace;
  let last = '';
  let isKnown = false;
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
    // Nothing was said yet that would rest on other settings.
    if (isKnown) changed();
  };

  /** Asks for the settings of every workspace folder, and for those that are for no folder. */
  const ask = async (): Promise<void> => {
    if (!client.answersConfiguration) return;
    const folders = sources.folders();
    const scopes = folders.map((folder) => ({ scopeUri: pathToFileURL(folder).href, section: SECTION }));
    const answer: unknown = await connection.workspace.getConfiguration([{ section: SECTION }, ...scopes]);
    const values: readonly unknown[] = Array.isArray(answer) ? answer : [];
    set([{ value: values[0] }, ...folders.map((folder, index) => ({ folder, value: values[index + 1] }))]);
  };

  let settle = (): void => undefined;
  const known = new Promise<void>((resolve) => {
    settle = () => {
      isKnown = true;
      resolve();
    };
  });
  const load = (): Promise<void> =>
    ask()
      .catch((error: unknown) => {
        connection.console.warn(`The settings cannot be read: ${String(error)}`);
      })
      .finally(settle);

  if (client.answersConfiguration) {
    setTimeout(settle, PATIENCE).unref();
  } else {
    set([{ value: sectionOf(initial) }]);
    settle();
  }
  connection.onDidChangeConfiguration(({ settings }) => {
    if (client.answersConfiguration) void load();
    else set([{ value: sectionOf(settings) }]);
  });
  return { load, known };
}

/** Some editors send all settings, some only ours. */
function sectionOf(settings: unknown): unknown {
  return isObject(settings) && SECTION in settings ? settings[SECTION] : settings;
}
