import type { Candidate } from './candidate';
import { isObject } from '../../core/values/json-object';

/** A JSON Schema, as far as ours use it. */
export type Schema = Readonly<Record<string, unknown>>;

/** The keys of the mapping that stands at a path; `[]` stands for an item of a list. */
export function keysAt(
  root: Schema,
  path: readonly string[],
  taken: ReadonlySet<string>,
): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const node of nodesAt(root, path)) {
    for (const [key, value] of Object.entries(isObject(node.properties) ? node.properties : {})) {
      if (taken.has(key) || found.has(key)) continue;
      const documentation = alternatives(root, value).find(
        ({ description }) => typeof description === 'string',
      )?.description;
      found.set(key, {
        label: key,
        insert: `${key}: `,
        kind: 'key',
        ...(typeof documentation === 'string' && { documentation }),
      });
    }
  }
  return [...found.values()];
}

/** The values that can stand at a path, as far as they can be listed. */
export function valuesAt(root: Schema, path: readonly string[]): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const node of nodesAt(root, path)) {
    const listed = node.type === 'boolean' ? [true, false] : listOf(node.enum);
    for (const value of listed) {
      const label = String(value);
      const isDefault = node.default === value;
      if (!found.has(label))
        found.set(label, { label, kind: 'value', ...(isDefault && { detail: 'default' }) });
    }
  }
  return [...found.values()];
}

function nodesAt(root: Schema, path: readonly string[]): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (nodes, step) =>
      nodes.flatMap(({ properties, items }) =>
        alternatives(root, step === '[]' ? items : isObject(properties) ? properties[step] : undefined),
      ),
    alternatives(root, root),
  );
}

/** An unknown value as the list that it may be. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A schema and everything that it refers to or is put together from. */
function alternatives(root: Schema, node: unknown): readonly Schema[] {
  if (!isObject(node)) return [];
  const name = typeof node.$ref === 'string' ? node.$ref.replace('#/definitions/', '') : undefined;
  const definitions = isObject(root.definitions) ? root.definitions : {};
  const parts: readonly unknown[] = [
    ...(name === undefined ? [] : [definitions[name]]),
    ...listOf(node.anyOf),
    ...listOf(node.allOf),
  ];
  return [node, ...parts.flatMap((part) => alternatives(root, part))];
}
