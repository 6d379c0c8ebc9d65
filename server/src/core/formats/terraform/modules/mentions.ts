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
    const [root = '', named = '', output] = name.split('.');
    found.add(module.absolute(`${root}.${named}`));
    const absolute = module.absolute(name);
    if ((root !== 'var' && root !== 'module') || seen.has(absolute)) continue;
    seen.add(absolute);
    const more = root === 'var' ? handedIn(named, module, seen) : handedBack(named, output, module, seen);
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

/** By one output, or by any of them. */
function handedBack(
  name: string,
  output: string | undefined,
  module: Module,
  seen: Set<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const child of module.childrenOf(name)) {
    for (const [key, { block }] of child.directory.outputs) {
      const value = findAttribute(block.body, 'value');
      if (value === undefined || (output !== undefined && output !== key)) continue;
      for (const other of mentionsIn(value.expr, child, seen)) found.add(other);
    }
  }
  return found;
}
