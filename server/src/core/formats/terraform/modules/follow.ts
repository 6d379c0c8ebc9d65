import type { Location } from '../../../text/source';
import type { Declaration, Directory } from '../directory';
import { findAttribute, headerOf, type Module } from '../module';
import { fileOf } from '../overrides';
import { standInFor } from './known';
import { manifestOf, readManifest } from './manifest';
import { joinFolder } from './paths';
import { isLocal } from './source';

/** Why a call is not followed, as the end of a sentence, and the place that says so. */
export interface Unfollowed {
  readonly kind: 'unfollowed';
  readonly reason: string;
  readonly at: Location;
}

/** The configuration that a call leads to. */
export function follow(call: Declaration, name: string, caller: Module): Directory | Unfollowed {
  const attribute = findAttribute(call.block.body, 'source');
  const header = headerOf(call);
  if (attribute === undefined) return unfollowed('it has no source', header);
  const at = { file: fileOf(attribute, call.file), span: attribute.expr.span };
  const source = caller.evaluate(attribute.expr, caller.scope(at.file));
  if (source.kind !== 'string') return unfollowed('its source is not written out', at);
  const folder = isLocal(source.value)
    ? joinFolder(caller.directory.folder, source.value.replaceAll('\\', '/'))
    : installedFolder(name, caller);
  if (folder === undefined) return known(call, source.value, at, caller);
  for (let above: Module | undefined = caller; above !== undefined; above = above.call?.parent) {
    if (above.directory.folder === folder) return unfollowed('it leads back to a module that calls it', at);
  }
  const directory = caller.tree.directoryIn(folder);
  if (directory !== undefined) return directory;
  if (caller.tree.ask({ kind: 'folder', path: folder }) !== 'beyond') {
    return isLocal(source.value)
      ? unfollowed(`there is no module in ${folder}`, at)
      : known(call, source.value, at, caller);
  }
  caller.tree.limits.push({ reason: `${source.value} leads out of the workspace`, at });
  return unfollowed('its source lies outside the workspace', at);
}

/** What is not on the disk may be known all the same. */
function known(call: Declaration, source: string, at: Location, caller: Module): Directory | Unfollowed {
  const attribute = findAttribute(call.block.body, 'version');
  const version = attribute && caller.evaluate(attribute.expr, caller.scope(fileOf(attribute, call.file)));
  const found = standInFor({
    source,
    at,
    version: version?.kind === 'string' ? version.value : undefined,
    within: caller.directory.standIn,
    call,
  });
  if (typeof found === 'object') return found;
  const why = found ?? `${source} is not on this disk`;
  return unfollowed(`${why}: run terraform init`, at);
}

function unfollowed(reason: string, at: Location): Unfollowed {
  return { kind: 'unfollowed', reason, at };
}

/** Where `terraform init` has put what is fetched from somewhere else. */
function installedFolder(name: string, caller: Module): string | undefined {
  const { root } = caller.tree;
  const manifest = caller.tree.ask({ kind: 'file', path: manifestOf(root), joins: true });
  if (manifest === undefined || typeof manifest === 'string' || manifest.kind !== 'file') return undefined;
  return readManifest(manifest.file).get([...caller.callNames, name].join('.'));
}
