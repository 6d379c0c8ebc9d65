import type { Expression, ObjectEntry } from '../../syntax/hcl';
import { known, type Value } from '../../values/value';
import type { Declaration } from './directory';
import type { Instance } from './instances';
import type { Scope } from './evaluate/scope';
import { findAttribute, type Module, type ModuleCall } from './module';
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
  const scope = instance?.scope ?? module.scope(declaration.file);
  return module.providerRegion((meta && providerIn(meta.expr, scope, module)) ?? DEFAULT);
}

/** A provider as expressions name it: the default one has the empty alias. */
export interface ProviderName {
  readonly alias: string;
  /** Which one of those that a `for_each` makes, as in OpenTofu. */
  readonly key?: TfValue;
}

const DEFAULT: ProviderName = { alias: '' };

/**
 * What a provider says. A module has its own where it declares one; else the call says which of the caller's it is, and
 * the default is inherited.
 */
export function readProviderRegion(module: Module, { alias, key }: ProviderName): Value<string> | undefined {
  const { call } = module;
  const provider = module.directory.providers.find(({ block }) => {
    const written = findAttribute(block.body, 'alias')?.expr;
    return (written?.kind === 'literal' ? written.value : '') === alias;
  });
  if (provider === undefined && call !== undefined) {
    const passed = passedProvider(call, alias);
    return passed === undefined ? undefined : call.parent.providerRegion(passed);
  }
  const region = provider && findAttribute(provider.block.body, 'region');
  if (provider === undefined || region === undefined) return undefined;
  const file = fileOf(region, provider.file);
  if (findAttribute(provider.block.body, 'for_each') === undefined) {
    return asRegion(module.evaluate(region.expr, module.scope(file)));
  }
  if (key?.kind === 'unknown') return plain(key);
  const { all } = module.instancesOf(provider, `provider.aws.${alias}`);
  const own = all.find((instance) => key?.kind === 'string' && instance.key === key.value);
  return own && asRegion(module.evaluate(region.expr, { ...own.scope, file }));
}

/** The caller's name for a provider of the module; `undefined` where it is given none. */
function passedProvider(
  { declaration: { block }, instance, parent }: ModuleCall,
  alias: string,
): ProviderName | undefined {
  const providers = findAttribute(block.body, 'providers')?.expr;
  const wanted = alias === '' ? 'aws' : `aws.${alias}`;
  if (providers?.kind === 'object') {
    const entry = providers.entries.find(({ key }) => providerName(key) === wanted);
    if (entry !== undefined) return providerIn(entry.value, instance.scope, parent) ?? DEFAULT;
  }
  return alias === '' ? DEFAULT : undefined;
}

/** The provider that an expression names, which is evaluated as far as its key goes. */
function providerIn(expression: Expression, scope: Scope, module: Module): ProviderName | undefined {
  const alias = aliasOf(expression);
  if (alias === undefined) return undefined;
  const step = expression.kind === 'traversal' ? expression.steps[1] : undefined;
  return step?.kind === 'index' ? { alias, key: module.evaluate(step.key, scope) } : { alias };
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
