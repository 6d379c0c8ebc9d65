import { grouped } from '../../text/grouped';
import type { Location } from '../../text/source';
import { unknown, type Unknown } from '../../values/value';
import type { Declaration } from './directory';
import { withNames } from './evaluate/report';
import { MAX_ELEMENTS, type Scope } from './evaluate/scope';
import { findAttribute, type Module } from './module';
import { fileOf } from './overrides';
import { plain, roundsOf } from './rounds';
import { number, object, unknownValue } from './values/make';
import { NUMBER } from './values/type';
import type { TfValue } from './values/value';

/** What one block of a resource or data source stands for. */
export interface Instances {
  readonly form: 'single' | 'count' | 'each';
  readonly all: readonly Instance[];
  /** Set when nobody can tell how many there are: those that are not certain have a `doubt`. */
  readonly open?: Unknown;
}

export interface Instance {
  /** `aws_security_group.web["a"]`; the address of the block where the key is not known. */
  readonly address: string;
  /** The index or the key, where there is one and it is known. */
  readonly key?: number | string;
  /** What its expressions see: `count` or `each`, and everything else. */
  readonly scope: Scope;
  /** The values of its arguments, as far as somebody asked for them. */
  readonly values: Map<string, TfValue>;
  /** Why it may not be there. */
  readonly doubt?: Unknown;
}

/** The instances that `count` or `for_each` make of a block. `cycle` says that it depends on itself. */
export function expandInstances(
  { file, block }: Declaration,
  address: string,
  module: Module,
  cycle: string | undefined,
): Instances {
  const scope = module.scope(file);
  const attribute = findAttribute(block.body, 'count') ?? findAttribute(block.body, 'for_each');
  if (attribute === undefined) return { form: 'single', all: [{ address, scope, values: new Map() }] };
  const at = { file: fileOf(attribute, file), span: attribute.span };
  const value =
    cycle === undefined
      ? module.evaluate(attribute.expr, module.scope(at.file))
      : unknownValue({ reason: cycle, at });
  return attribute.name === 'count'
    ? countInstances(value, address, at, scope)
    : eachInstances(value, address, at, scope);
}

function countInstances(value: TfValue, address: string, at: Location, scope: Scope): Instances {
  const count = readCount(value, at, scope);
  const within = (index: TfValue): Scope =>
    withNames(scope, new Map([['count', object([['index', index]], at)]]));
  if (typeof count !== 'number') {
    const instance = { address, scope: within(unknownValue(count, NUMBER)), values: new Map(), doubt: count };
    return { form: 'count', all: [instance], open: count };
  }
  const all = Array.from({ length: count }, (_, index) => ({
    address: `${address}[${index}]`,
    key: index,
    scope: within(number(index, at)),
    values: new Map<string, TfValue>(),
  }));
  return { form: 'count', all };
}

function readCount(value: TfValue, at: Location, { limits }: Scope): number | Unknown {
  if (value.kind === 'unknown') return plain(value);
  const count = value.kind === 'number' || value.kind === 'string' ? Number(value.value) : NaN;
  if (!Number.isInteger(count) || count < 0) return unknown('count is not a whole number', at);
  if (count <= MAX_ELEMENTS) return count;
  const reason = `count makes more than ${grouped(MAX_ELEMENTS)} instances`;
  limits?.push({ reason, at });
  return unknown(reason, at);
}

function eachInstances(value: TfValue, address: string, at: Location, scope: Scope): Instances {
  const isRefused = value.kind === 'list' || value.kind === 'tuple';
  const collection = isRefused
    ? unknownValue({ reason: 'for_each takes a map or a set of strings', at })
    : value;
  const all = roundsOf(collection, at).map(({ key, value: element, doubt }): Instance => {
    const each = object(Object.entries({ key, value: element }), at);
    const rest = {
      scope: withNames(scope, new Map([['each', each]])),
      values: new Map<string, TfValue>(),
      ...(doubt !== undefined && { doubt }),
    };
    if (key.kind !== 'string') return { address, ...rest };
    return { address: `${address}[${JSON.stringify(key.value)}]`, key: key.value, ...rest };
  });
  const open = all.find(({ doubt }) => doubt !== undefined)?.doubt;
  return { form: 'each', all, ...(open !== undefined && { open }) };
}
