import type { JsonObject } from '../../../values/json-object';
import { known, unknown, type Value } from '../../../values/value';
import { list, record, text, type Plan, type PlannedModule, type PlannedResource } from './plan';

/**
 * Where a resource is made: as it says itself, by its ARN where it is made already, else by the configuration of its
 * provider. `undefined` when nothing states it.
 */
export function regionOf(resource: PlannedResource, plan: Plan): Value<string> | undefined {
  const { region, arn } = resource.values;
  const own = text(region) || (text(arn).split(':')[3] ?? '');
  if (own !== '') return known(own);
  const provider = providerOf(resource, plan);
  const expression = record(record(provider?.source.expressions).region);
  return provider && valueOf(expression, provider.module, plan);
}

/** The configuration of a provider, and the module that it stands in. */
interface Provider {
  readonly source: JsonObject;
  readonly module: PlannedModule;
}

function providerOf({ source, module }: PlannedResource, { providers }: Plan): Provider | undefined {
  const key = text(source.provider_config_key);
  // A module that is handed its provider names it by a name of its own, which older versions do not resolve.
  const found = providers[key] ?? providers[key.slice(key.lastIndexOf(':') + 1)];
  if (found === undefined) return undefined;
  const provider = record(found);
  const address = text(provider.module_address);
  let standing = module;
  while (standing.caller !== undefined && withoutIndexes(standing.address) !== address) {
    standing = standing.caller.module;
  }
  return { source: provider, module: standing };
}

function withoutIndexes(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

function valueOf(expression: JsonObject, module: PlannedModule, plan: Plan): Value<string> | undefined {
  if (text(expression.constant_value) !== '') return known(text(expression.constant_value));
  const [name, ...others] = list(expression.references).map(text);
  if (name === undefined) return undefined;
  if (name.startsWith('var.') && others.length === 0) {
    const variable = name.slice('var.'.length);
    const { caller } = module;
    if (caller !== undefined)
      return valueOf(record(record(caller.call.expressions)[variable]), caller.module, plan);
    const value = text(record(plan.variables[variable]).value);
    if (value !== '') return known(value);
  }
  return unknown(`a plan does not show what ${name} is, which the Region comes from`, plan.place.opening);
}
