import type { Expression } from '../../syntax/hcl';
import { known, type Value } from '../../values/value';
import type { Declaration } from './directory';
import type { Instance } from './instances';
import { findAttribute, type Module } from './module';
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

/** What the provider of an alias says; the empty alias is the default provider. */
export function readProviderRegion(module: Module, alias: string): Value<string> | undefined {
  const provider = module.directory.providers.find(({ block }) => {
    const written = findAttribute(block.body, 'alias')?.expr;
    return (written?.kind === 'literal' ? written.value : '') === alias;
  });
  const region = provider && findAttribute(provider.block.body, 'region');
  return region && asRegion(module.evaluate(region.expr, module.scope(provider.file)));
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
