import type { Expression } from '../../../syntax/hcl';
import { mentionedResources } from '../lower/mentions';
import { findAttribute, type Module } from '../module';

/**
 * The resources, by their absolute keys, that an expression of a module leads to: by itself, through locals, through
 * what the caller hands in and through outputs of the modules that are called. Other things that it names may be
 * among them.
 */
export function mentionsIn(expression: Expression, module: Module, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  for (const name of mentionedResources(expression, module.directory)) {
    const absolute = module.absolute(name);
    const [root, ...rest] = name.split('.');
    found.add(absolute);
    if ((root !== 'var' && root !== 'module') || seen.has(absolute)) continue;
    seen.add(absolute);
    const more =
      root === 'var' ? handedIn(rest.join('.'), module, seen) : handedBack(rest.join('.'), module, seen);
    for (const other of more) found.add(other);
  }
  return found;
}

function handedIn(variable: string, { call }: Module, seen: Set<string>): ReadonlySet<string> {
  const argument = call && findAttribute(call.declaration.block.body, variable);
  return call === undefined || argument === undefined
    ? new Set()
    : mentionsIn(argument.expr, call.parent, seen);
}

function handedBack(name: string, module: Module, seen: Set<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const child of module.childrenOf(name)) {
    for (const { block } of child.directory.outputs.values()) {
      const value = findAttribute(block.body, 'value');
      if (value === undefined) continue;
      for (const other of mentionsIn(value.expr, child, seen)) found.add(other);
    }
  }
  return found;
}
