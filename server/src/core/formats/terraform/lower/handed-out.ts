import type { Unknown } from '../../../values/value';
import type { Declaration } from '../directory';
import { findAttribute, headerOf, type Module } from '../module';
import { mentionsIn } from '../modules/mentions';
import { firstUnknown } from '../values/known';
import type { TfValue } from '../values/value';
import { META } from '../variables';

/** By these names a module is told what to attach or to refer to; it is one group at a time that gets rules. */
const ATTACHES = /(?:^|_)(?:security_groups|(?:security_group|sg)_ids)$|^(?:source|referenced)_/;

type HandedOut = ReadonlyMap<string, Omit<Unknown, 'kind'>>;

/**
 * The resources, by their keys, that go out of sight, with the reason why they may have more rules than the files
 * show: a module that is given a group can add rules to it, and so can whoever calls one that hands its group out.
 */
export function handedOut(modules: readonly Module[]): HandedOut {
  const found = new Map<string, Omit<Unknown, 'kind'>>();
  for (const module of modules) {
    toUnfollowed(module, found);
    if (module.call === undefined && isMadeToBeCalled(module)) toCallers(module, found);
  }
  return found;
}

function toUnfollowed(module: Module, found: Map<string, Omit<Unknown, 'kind'>>): void {
  for (const [name, call] of module.directory.modules) {
    const followed = module.followed(call);
    if (!('kind' in followed)) continue;
    for (const { name: argument, expr, span } of call.block.body.attributes) {
      if (META.has(argument) || ATTACHES.test(argument)) continue;
      const resources = [...mentionsIn(expr, module)].filter(isResource);
      if (resources.length === 0 || isKnown(argument, call, module)) continue;
      for (const resource of resources) {
        const reason = `${resource} is given to ${module.absolute(`module.${name}`)}, which is not followed and may add rules to it`;
        if (!found.has(resource)) found.set(resource, { reason, at: { file: call.file, span } });
      }
    }
  }
}

/** Types of resources have a provider in front; `var`, `local`, `module` and the like have not. */
function isResource(mentioned: string): boolean {
  return /_[^.]*\.[^.]+$/.test(mentioned);
}

/** What is wholly known holds no id of a group that AWS has yet to make. */
function isKnown(argument: string, call: Declaration, module: Module): boolean {
  const { all } = module.instancesOf(call, `module.${call.block.labels[0]?.text ?? ''}`);
  const given = all.flatMap((instance) => module.argument(call, instance, argument) ?? []);
  return all.length > 0 && !given.some(firstUnknown);
}

/** A root has providers and state of its own; without them, and with variables, it waits for somebody who calls it. */
function isMadeToBeCalled({ directory, tree }: Module): boolean {
  const { providers, keepsState, variables } = directory;
  return providers.length === 0 && !keepsState && variables.size > 0 && tree.assigned.size === 0;
}

function toCallers(module: Module, found: Map<string, Omit<Unknown, 'kind'>>): void {
  for (const [name, output] of module.directory.outputs) {
    const value = findAttribute(output.block.body, 'value');
    if (value === undefined) continue;
    const named = resourcesIn(module.output(name));
    for (const resource of named.size > 0 ? named : mentionsIn(value.expr, module)) {
      const reason = `output ${name} hands ${resource} out, and whoever calls the module may add rules to it`;
      if (!found.has(resource)) found.set(resource, { reason, at: headerOf(output) });
    }
  }
}

/** The keys of the resources whose ids and the like are in a value, as far as it can be worked out. */
function resourcesIn(value: TfValue | undefined, found = new Set<string>()): Set<string> {
  if (value === undefined) return found;
  if (value.kind === 'unknown' && value.reference !== undefined) {
    found.add(value.reference.replace(/\.\w+$/, '').replace(/\[[^\]]*\]$/, ''));
  }
  if ('elements' in value) for (const element of value.elements) resourcesIn(element, found);
  if ('entries' in value) for (const entry of value.entries.values()) resourcesIn(entry, found);
  return found;
}
