import type { Location } from '../../text/source';
import type { Resolved, ResolvedStep } from './evaluate/scope';
import type { Instance, Instances } from './instances';
import { map, tuple, unknownValue } from './values/make';
import type { TfObject, TfValue } from './values/value';

/** What instances of a block are as values. */
export interface InstanceValues {
  /** The header of the block. */
  readonly at: Location;
  readonly whole: (instance: Instance) => TfObject;
  readonly attribute: (instance: Instance, name: string) => TfValue;
  /** Steps behind an attribute that are followed along with it. */
  readonly rest?: (
    value: TfValue,
    instance: Instance,
    path: readonly ResolvedStep[],
    used: number,
  ) => Resolved;
}

/** What the steps behind the name of a block with instances lead to; `undefined` when there is no such instance. */
export function resolveInstances(
  instances: Instances,
  path: readonly ResolvedStep[],
  start: number,
  values: InstanceValues,
): Resolved | undefined {
  const [single] = instances.all;
  if (instances.form === 'single') return single && resolveInstance(single, path, start, values);
  const step = path[start];
  if (step === undefined) return { value: allInstances(instances, values), used: start };
  if (step.kind === 'attribute') return undefined;
  if (step.key.kind === 'unknown') {
    // Whichever it is, where only one can stand for all of them it is that one.
    if (single !== undefined && instances.all.length === 1 && instances.open !== undefined)
      return resolveInstance(single, path, start + 1, values);
    return { value: unknownValue(step.key), used: path.length };
  }
  const instance = findInstance(instances, step.key);
  return instance && resolveInstance(instance, path, start + 1, values);
}

function findInstance({ all, form }: Instances, key: TfValue): Instance | undefined {
  if (key.kind !== 'string' && key.kind !== 'number') return undefined;
  const wanted = form === 'count' ? Number(key.value) : String(key.value);
  return (
    all.find((instance) => instance.key === wanted) ?? all.find((instance) => instance.key === undefined)
  );
}

function resolveInstance(
  instance: Instance,
  path: readonly ResolvedStep[],
  used: number,
  values: InstanceValues,
): Resolved {
  const step = path[used];
  if (step?.kind !== 'attribute') return { value: values.whole(instance), used };
  const value = values.attribute(instance, step.name);
  return values.rest?.(value, instance, path, used + 1) ?? { value, used: used + 1 };
}

function allInstances({ all, form, open }: Instances, { at, whole }: InstanceValues): TfValue {
  const certain = all.filter(({ doubt }) => doubt === undefined);
  const among = all
    .filter(({ doubt }) => doubt !== undefined)
    .map((instance) => ({
      ...(typeof instance.key === 'string' && { key: instance.key }),
      value: whole(instance),
    }));
  const values = certain.map(whole);
  if (form === 'count') {
    return tuple(
      values,
      at,
      open && { reason: open.reason, at: open.at, head: 0, among: among.map(({ value }) => value) },
    );
  }
  const entries = certain.flatMap(({ key }, index): (readonly [string, TfValue])[] => {
    const value = values[index];
    return typeof key === 'string' && value !== undefined ? [[key, value]] : [];
  });
  return map(entries, at, open && { reason: open.reason, at: open.at, among });
}
