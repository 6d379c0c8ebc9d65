import type { Declaration } from '../directory';
import type { Instance } from '../instances';
import { findAttribute, headerOf, type Module } from '../module';
import type { Section } from '../sections';

/** The instances of a resource; none of one whose header is not complete. */
export function resourcesOf(declaration: Declaration, module: Module): readonly Instance[] {
  const [type, name] = declaration.block.labels;
  if (type === undefined || name === undefined) return [];
  return module.instancesOf(declaration, `${type.text}.${name.text}`).all;
}

/** The arguments of a resource. That its instance may not be there is for the caller to weigh. */
export function resourceSection(declaration: Declaration, instance: Instance, module: Module): Section {
  const { file, block } = declaration;
  return {
    at: headerOf(declaration),
    get: (name) => module.argument(declaration, instance, name),
    written: (name) => findAttribute(block.body, name)?.expr,
    file,
  };
}
