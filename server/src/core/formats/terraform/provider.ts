import type { Expression, ObjectEntry } from '../../syntax/hcl';
import { known, type Value } from '../../values/value';
import type { Declaration } from './directory';
import type { Instance } from './instances';
import { findAttribute, type Module } from './module';
import { fileOf } from './overrides';
import { plain } from './rounds';
import type { TfValue } from './values/value';

/**
 * The Region that a resource is made in: its own `region`, else that of its provider. `undefined` when the files
 * state none; what the environment of whoever runs Terraform says is not asked.
 */
export function regionOf(
  module: Module,
  declaration: Declaration,
  instance?: Instance,
): Value<string> | undefined {
  const own = instance && module.argument(declaration, instance, 'region');
  if (own !== undefined) return asRegion(own);
  const meta = findAttribute(declaration.block.body, 'provider');
  return module.providerRegion((meta && aliasOf(meta.expr)) ?? '');
}

/**
 * What the provider of an alias says; the empty alias is the default provider. A module has its own where it declares
 * one; else the call says which of the caller's it is, and the default is inherited.
 */
export function readProviderRegion(module: Module, alias: string): Value<string> | undefined {
  const { call } = module;
  const provider = module.directory.providers.find(({ block }) => {
    const written = findAttribute(block.body, 'alias')?.expr;
    return (written?.kind === 'literal' ? written.value : '') === alias;
  });
  if (provider === undefined && call !== undefined) {
    const passed = passedProvider(call.declaration, alias);
    return passed === undefined ? undefined : call.parent.providerRegion(passed);
  }
  const region = provider && findAttribute(provider.block.body, 'region');
  return region && asRegion(module.evaluate(region.expr, module.scope(fileOf(region, provider.file))));
}

/** The caller's name for a provider of the module; `undefined` where it is given none. */
function passedProvider({ block }: Declaration, alias: string): string | undefined {
  const providers = findAttribute(block.body, 'providers')?.expr;
  const wanted = alias === '' ? 'aws' : `aws.${alias}`;
  if (providers?.kind === 'object') {
    const entry = providers.entries.find(({ key }) => providerName(key) === wanted);
    if (entry !== undefined) return aliasOf(entry.value) ?? '';
  }
  return alias === '' ? '' : undefined;
}

function providerName(key: ObjectEntry['key']): string | undefined {
  if (key.kind === 'name' || key.kind === 'variable') return key.name;
  if (key.kind === 'literal') return String(key.value);
  const alias = aliasOf(key);
  return alias === undefined ? undefined : `aws.${alias}`;
}

/** `aws.west`, or in old files `"aws.west"`. */
function aliasOf(expression: Expression): string | undefined {
  if (expression.kind === 'literal') return /^aws\.(.+)$/.exec(String(expression.value))?.[1];
  if (expression.kind !== 'traversal') return undefined;
  const [step] = expression.steps;
  return step?.kind === 'attribute' ? step.name : undefined;
}

function asRegion(value: TfValue): Value<string> | undefined {
  if (value.kind === 'string') return value.value === '' ? undefined : known(value.value);
  return value.kind === 'unknown' ? plain(value) : undefined;
}
