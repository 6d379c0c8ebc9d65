import type { Location } from '../../../text/source';
import type { Declaration } from '../directory';
import type { Resolved, ResolvedStep } from '../evaluate/scope';
import type { Instance } from '../instances';
import { resolveInstances } from '../instance-path';
import { findAttribute, headerOf, writePath, type Module } from '../module';
import { fileOf } from '../overrides';
import { outward, placeOfCall } from './known/outward';
import { object, unknownValue } from '../values/make';
import type { TfObject, TfUnknown, TfValue } from '../values/value';

/** What `module.name…` means: `path[0]` is the name. */
export function resolveCall(
  module: Module,
  name: string,
  path: readonly ResolvedStep[],
  at: Location,
): Resolved {
  const declaration = module.directory.modules.get(name);
  const followed = declaration && module.followed(declaration);
  if (declaration === undefined || followed === undefined) {
    return { value: unknownOutput(module, path, `module.${name} is not declared`, at), used: path.length };
  }
  if ('kind' in followed) {
    const reason = `the outputs of ${module.absolute(`module.${name}`)} are not known: ${followed.reason}`;
    return { value: unknownOutput(module, path, reason, headerOf(declaration)), used: path.length };
  }
  const instances = module.instancesOf(declaration, `module.${name}`);
  const outputs = {
    at: headerOf(declaration),
    whole: (instance: Instance) => allOutputs(declaration, instance, module),
    attribute: (instance: Instance, output: string) => outputOf(declaration, instance, module, output),
  };
  return (
    resolveInstances(instances, path, 1, outputs) ?? {
      value: unknownOutput(module, path, `there is no such instance of module.${name}`, at),
      used: path.length,
    }
  );
}

function unknownOutput(
  module: Module,
  path: readonly ResolvedStep[],
  reason: string,
  at: Location,
): TfUnknown {
  const reference = writePath(module.absolute('module'), path);
  return { ...unknownValue({ reason, at }), ...(reference !== undefined && { reference }) };
}

function outputOf(declaration: Declaration, instance: Instance, caller: Module, name: string): TfValue {
  const child = caller.childOf(declaration, instance);
  if (child === undefined)
    return unknownValue({ reason: 'it is one of too many modules', at: headerOf(declaration) });
  return child.output(name) ?? missing(declaration, instance, name, child);
}

function missing(
  declaration: Declaration,
  { address }: Instance,
  name: string,
  { directory }: Module,
): TfUnknown {
  const at = headerOf(declaration);
  if (directory.standIn === undefined)
    return unknownValue({ reason: `${address} has no output named ${name}`, at });
  const reason = `${address}.${name} is known after terraform init at the earliest`;
  return { ...unknownValue({ reason, at }), reference: `${address}.${name}` };
}

function allOutputs(declaration: Declaration, instance: Instance, caller: Module): TfObject {
  const child = caller.childOf(declaration, instance);
  const names = child === undefined ? [] : [...child.directory.outputs.keys()];
  const at = headerOf(declaration);
  return object(
    names.map((name) => [name, outputOf(declaration, instance, caller, name)] as const),
    at,
    child === undefined ? { reason: 'it is one of too many modules', at } : undefined,
  );
}

/** The value of an output, as the module itself sees it. */
export function readOutput({ file, block }: Declaration, module: Module): TfValue {
  const value = findAttribute(block.body, 'value');
  if (value === undefined) {
    return unknownValue({ reason: 'the output has no value', at: { file, span: block.headerSpan } });
  }
  const result = module.evaluate(value.expr, module.scope(fileOf(value, file)));
  const call = placeOfCall(module);
  return call === undefined ? result : outward(result, call);
}
