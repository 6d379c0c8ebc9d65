import { familiarAttributes, followUnknown, readDataSource } from './data-sources';
import type { Declaration } from './directory';
import type { Resolved, ResolvedStep } from './evaluate/scope';
import { resolveInstances } from './instance-path';
import type { Instance } from './instances';
import { headerOf, type Module } from './module';
import { object, unknownValue } from './values/make';
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
  const { declaration, data } = declared;
  return resolveInstances(module.instancesOf(declaration, declared.address), path, start, {
    at: headerOf(declaration),
    whole: (instance) => wholeInstance(module, declared, instance),
    attribute: (instance, name) => attributeOf(module, declared, instance, name),
    ...(data && {
      rest: (value, instance, steps, used) =>
        followUnknown(value, { module, declaration, instance }, steps, used),
    }),
  });
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
