import type { Unknown } from '../../../values/value';
import type { Declaration, Directory } from '../directory';
import { mentionedResources } from './mentions';

const META: ReadonlySet<string> = new Set([
  'source',
  'version',
  'depends_on',
  'count',
  'for_each',
  'providers',
]);

/** By these names a module is told what to attach or to refer to; it is one group at a time that gets rules. */
const ATTACHES = /(?:^|_)(?:security_groups|(?:security_group|sg)_ids)$|^(?:source|referenced)_/;

/**
 * The resources, as `type.name`, that go into a module which is not followed, with the reason why they may have
 * more rules than the directory shows: a module that is given a group can add rules to it.
 */
export function handedToModules(directory: Directory): ReadonlyMap<string, Omit<Unknown, 'kind'>> {
  const found = new Map<string, Omit<Unknown, 'kind'>>();
  for (const [name, { file, block }] of directory.modules) {
    for (const { name: argument, expr, span } of block.body.attributes) {
      if (META.has(argument) || ATTACHES.test(argument)) continue;
      for (const resource of mentionedResources(expr, directory)) {
        const reason = `${resource} is given to module.${name}, which is not followed and may add rules to it`;
        if (!found.has(resource)) found.set(resource, { reason, at: { file, span } });
      }
    }
  }
  return found;
}

/** `type.name` of a resource. */
export function resourceKey({ block }: Declaration): string {
  return block.labels.map(({ text }) => text).join('.');
}
