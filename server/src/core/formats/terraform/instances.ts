import type { Location } from '../../text/source';
import { unknown, type Unknown } from '../../values/value';
import type { Declaration } from './directory';
import { MAX_ELEMENTS } from './evaluate/scope';
import { findAttribute, type Module } from './module';
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
  /** What `count` or `each` means in it. */
  readonly names: ReadonlyMap<string, TfValue>;
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
  const attribute = findAttribute(block.body, 'count') ?? findAttribute(block.body, 'for_each');
  if (attribute === undefined) return { form: 'single', all: [{ address, names: new Map() }] };
  const at = { file, span: attribute.span };
  const value =
    cycle === undefined
      ? module.evaluate(attribute.expr, module.scope(file))
      : unknownValue({ reason: cycle, at });
  return attribute.name === 'count'
    ? countInstances(value, address, at, module)
    : eachInstances(value, address, at);
}

function countInstances(value: TfValue, address: string, at: Location, module: Module): Instances {
  const count = readCount(value, at, module);
  const namesFor = (index: TfValue): Instance['names'] =>
    new Map([['count', object([['index', index]], at)]]);
  if (typeof count !== 'number') {
    const names = namesFor(unknownValue(count, NUMBER));
    return { form: 'count', all: [{ address, names, doubt: count }], open: count };
  }
  const all = Array.from({ length: count }, (_, index) => ({
    address: `${address}[${index}]`,
    key: index,
    names: namesFor(number(index, at)),
  }));
  return { form: 'count', all };
}

function readCount(value: TfValue, at: Location, module: Module): number | Unknown {
  if (value.kind === 'unknown') return plain(value);
  const count = value.kind === 'number' || value.kind === 'string' ? Number(value.value) : NaN;
  if (!Number.isInteger(count) || count < 0) return unknown('count is not a whole number', at);
  if (count <= MAX_ELEMENTS) return count;
  const reason = `count makes more than ${MAX_ELEMENTS.toLocaleString('en-US')} instances`;
  module.limits.push({ reason, at });
  return unknown(reason, at);
}

function eachInstances(value: TfValue, address: string, at: Location): Instances {
  const isRefused = value.kind === 'list' || value.kind === 'tuple';
  const collection = isRefused
    ? unknownValue({ reason: 'for_each takes a map or a set of strings', at })
    : value;
  const all = roundsOf(collection, at).map((round): Instance => {
    const names = new Map([['each', object([['key', round.key], ['value', round.value]], at)]]); // prettier-ignore
    const doubt = round.doubt && { doubt: round.doubt };
    if (round.key.kind !== 'string') return { address, names, ...doubt };
    const { value: key } = round.key;
    return { address: `${address}[${JSON.stringify(key)}]`, key, names, ...doubt };
  });
  const open = all.find(({ doubt }) => doubt !== undefined)?.doubt;
  return { form: 'each', all, ...(open !== undefined && { open }) };
}
