import type { Client } from './client';
import type { Host } from './host';
import { createConfigurations, type Configurations } from './configurations';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { createModuleCalls, type ModuleCalls } from './module-calls';
import { createSources, type OpenDocuments, type Sources } from './sources';
import { createUnits, type Units } from './units';

/** Everything that features look at. What is cached in here is keyed by the state of files and settings. */
export interface Workspace {
  readonly client: Client;
  readonly sources: Sources;
  readonly configurations: Configurations;
  readonly units: Units;
  readonly calls: ModuleCalls;
  readonly settingsOf: (key: string) => Settings;
  /** Settings by workspace folder; those without a folder are for whatever lies in none that has its own. */
  setSettings(settings: readonly { readonly folder?: string; readonly settings: Settings }[]): void;
}

export function createWorkspace(open: OpenDocuments, client: Client, { today, now }: Host): Workspace {
  let byFolder = new Map<string | undefined, Settings>();
  const sources = createSources(open, now);
  const configurations = createConfigurations(sources);
  const calls = createModuleCalls(sources);
  const settingsOf = (key: string): Settings =>
    byFolder.get(sources.folderOf(key)) ?? byFolder.get(undefined) ?? DEFAULT_SETTINGS;
  return {
    client,
    sources,
    configurations,
    settingsOf,
    calls,
    units: createUnits(sources, calls, configurations, settingsOf, today, client.createsFiles),
    setSettings(settings) {
      byFolder = new Map(settings.map((each) => [each.folder, each.settings]));
    },
  };
}
