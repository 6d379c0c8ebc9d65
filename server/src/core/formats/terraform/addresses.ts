import { familiarAttributes, followUnknown, readDataSource } from './data-sources';
import type { Declaration } from './directory';
import type { Resolved, ResolvedStep } from './evaluate/scope';
import type { Instance, Instances } from './instances';
import { headerOf, type Module } from './module';
import { map, object, tuple, unknownValue } from './values/make';
import { STRING } from './values/type';
import type { TfObject, TfUnknown, TfValue } from './values/value';

/** What `type.name…` means: `path[0]` is the name. `undefined` when there is no such resource or instance. */
export function resolveManaged(
  module: Module,
  type: string,
  name: string,
  path: readonly ResolvedStep[],
): Resolved | undefined {
  const declaration = module.directory.managed.get(`${type}.${name}`);
  return (
    declaration && resolveDeclared(module, { declaration, address: `${type}.${name}`, data: false }, path, 1)
  );
}

/** What `data.type.name…` means: `path` starts with the type and the name. */
export function resolveData(
  module: Module,
  type: string,
  name: string,
  path: readonly ResolvedStep[],
): Resolved | undefined {
  const declaration = module.directory.data.get(`${type}.${name}`);
  return (
    declaration &&
    resolveDeclared(module, { declaration, address: `data.${type}.${name}`, data: true }, path, 2)
  );
}

interface Declared {
  readonly declaration: Declaration;
  readonly address: string;
  readonly data: boolean;
}

function resolveDeclared(
  module: Module,
  declared: Declared,
  path: readonly ResolvedStep[],
  start: number,
): Resolved | undefined {
  const instances = module.instancesOf(declared.declaration, declared.address);
  const [single] = instances.all;
  if (instances.form === 'single') return single && resolveInstance(module, declared, single, path, start);
  const step = path[start];
  if (step === undefined) return { value: allInstances(module, declared, instances), used: start };
  if (step.kind === 'attribute') return undefined;
  if (step.key.kind === 'unknown') {
    // Whichever it is, where only one can stand for all of them it is that one.
    if (single !== undefined && instances.all.length === 1 && instances.open !== undefined)
      return resolveInstance(module, declared, single, path, start + 1);
    return { value: unknownValue(step.key), used: path.length };
  }
  const instance = findInstance(instances, step.key);
  return instance && resolveInstance(module, declared, instance, path, start + 1);
}

function findInstance({ all, form }: Instances, key: TfValue): Instance | undefined {
  if (key.kind !== 'string' && key.kind !== 'number') return undefined;
  const wanted = form === 'count' ? Number(key.value) : String(key.value);
  return (
    all.find((instance) => instance.key === wanted) ?? all.find((instance) => instance.key === undefined)
  );
}

function resolveInstance(
  module: Module,
  declared: Declared,
  instance: Instance,
  path: readonly ResolvedStep[],
  used: number,
): Resolved {
  const step = path[used];
  if (step?.kind !== 'attribute') return { value: wholeInstance(module, declared, instance), used };
  const value = attributeOf(module, declared, instance, step.name);
  if (!declared.data) return { value, used: used + 1 };
  return followUnknown(value, { module, declaration: declared.declaration, instance }, path, used + 1);
}

function attributeOf(module: Module, declared: Declared, instance: Instance, name: string): TfValue {
  const written = module.argument(declared.declaration, instance, name);
  if (written !== undefined) return written;
  // No argument has a name with a space, so the two kinds of values never meet.
  const key = `computed ${name}`;
  const familiar = instance.values.get(key);
  if (familiar !== undefined) return familiar;
  const { declaration, data } = declared;
  const value = data
    ? readDataSource({ module, declaration, instance }, name)
    : computed(declaration, instance, name);
  instance.values.set(key, value);
  return value;
}

/** What AWS decides. Nobody knows it before, but it has an identity. */
function computed(declaration: Declaration, { address }: Instance, name: string): TfUnknown {
  const reason = `${address}.${name} is known after apply`;
  const isText = name === 'id' || name === 'arn';
  return {
    ...unknownValue({ reason, at: headerOf(declaration) }, isText ? STRING : undefined),
    reference: `${address}.${name}`,
    ...(isText && { present: true }),
  };
}

function wholeInstance(module: Module, declared: Declared, instance: Instance): TfObject {
  const { declaration, data } = declared;
  const familiar = data ? familiarAttributes({ module, declaration, instance }) : [];
  const names = new Set(['id', 'arn', ...familiar]);
  for (const { name } of declaration.block.body.attributes) if (!META.has(name)) names.add(name);
  const at = headerOf(declaration);
  return object(
    [...names].map((name) => [name, attributeOf(module, declared, instance, name)] as const),
    at,
    { reason: `the rest of ${instance.address} is ${data ? 'read from AWS' : 'known after apply'}`, at },
  );
}

const META: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'depends_on']);

function allInstances(module: Module, declared: Declared, { all, form, open }: Instances): TfValue {
  const at = headerOf(declared.declaration);
  const certain = all.filter(({ doubt }) => doubt === undefined);
  const among = all
    .filter(({ doubt }) => doubt !== undefined)
    .map((instance) => ({
      ...(typeof instance.key === 'string' && { key: instance.key }),
      value: wholeInstance(module, declared, instance),
    }));
  const values = certain.map((instance) => wholeInstance(module, declared, instance));
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
