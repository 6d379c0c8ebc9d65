import { isConfiguration } from './configurations';
import { keyOfUri } from './sources';
import type { Workspace } from './workspace';

export const FILES_GLOB = '**/*.{tf,tofu,tfvars,json,jsonc,yaml,yml}';
/** Some watchers leave names with a leading dot out of `*`. */
export const CONFIGURATION_GLOB = '**/.workspaces-netlint.yaml';

/** Whether a change on the disk can change what is found in a document that is open. */
export function isOfInterest({ sources, units }: Workspace, uri: string): boolean {
  const key = keyOfUri(uri);
  const open = sources.open.all().map((document) => keyOfUri(document.uri));
  // What is open wins over the disk.
  if (open.includes(key)) return false;
  return isConfiguration(key) || open.some((other) => units.unitOf(other) === units.unitOf(key));
}
