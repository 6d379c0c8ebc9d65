import type { Block, Expression } from '../../../../syntax/hcl';
import type { Direction, Policy } from '../../../../policies/policy';
import type { Edit } from '../../../../text/edits';
import { appendToList, indentAt } from '../../../../text/layout';
import type { Unit } from '../../../format';
import { nameOf } from '../elements';
import { attributeOf, rulesOf, siteAt, type Site } from '../find';
import { freeName, namingOf, type Naming } from '../names';
import { single, type NumberedRow, type Row } from '../rows';
import { collectionOf, type Collection } from './collection';
import { textOf, type Context } from './meaning';
import { Solver, type Solution } from './solve';
import { appendToMap, entryText, isName, keyLike } from './spell';
import { wantedOf } from './wanted';

type AnyRow = Row | NumberedRow;

/** A block that stands for as many rules as a list or map has entries. */
interface Repeated {
  /** What says what each rule is: the block itself, or the `content` of a dynamic one. */
  readonly body: Block;
  readonly collection: Collection;
  readonly context: Context;
}

export interface Entries {
  readonly edits: readonly Edit[];
  /** The rows that no entry was found for. */
  readonly rest: readonly AnyRow[];
}

/**
 * Adds rows as entries of the lists and maps that the policy's rules of this direction come from: `for_each`, `count`
 * over a list, `dynamic`.
 */
export function addEntries(
  rows: readonly AnyRow[],
  direction: Direction,
  policy: Policy,
  unit: Unit,
): Entries {
  const repeated = repeatedOf(policy, direction, unit);
  const rest: AnyRow[] = [];
  const added = new Map<Expression, Addition>();
  for (const row of rows) {
    if (!repeated.some((block) => addRow(row, block, added))) rest.push(row);
  }
  return { edits: [...added.values()].flatMap(editsOf), rest };
}

/** Those of the direction, unless more of its rules stand for themselves; else those that hold both directions. */
function repeatedOf(policy: Policy, direction: Direction, unit: Unit): readonly Repeated[] {
  const of = (way: Direction): readonly Repeated[] => {
    const sites = rulesOf(policy, way).map(({ at }) => siteAt(at));
    const blocks = new Map(sites.map((site) => [site?.block, site && repeat(site, unit)]));
    const own = sites.filter((site) => blocks.get(site?.block) !== undefined);
    return own.length * 2 < sites.length ? [] : [...blocks.values()].flatMap((block) => block ?? []);
  };
  if (rulesOf(policy, direction).length > 0) return of(direction);
  const other = of(direction === 'inbound' ? 'outbound' : 'inbound');
  const fixed = /^(?:ingress|egress|content)$|_(?:ingress|egress)_rule$/;
  return other.filter(({ body }) => !fixed.test(body.labels[0]?.text ?? body.type));
}

function repeat({ file, block }: Site, unit: Unit): Repeated | undefined {
  const each = attributeOf(block, 'for_each')?.expr;
  const content = block.type === 'dynamic' ? block.body.blocks.find(({ type }) => type === 'content') : block;
  if (content === undefined) return undefined;
  if (each !== undefined) {
    const collection = collectionOf(each, file, unit);
    if (collection === undefined) return undefined;
    const { key, value } = collection;
    const round = { kind: 'round', key, value } as const;
    return { body: content, collection, context: { file, names: new Map([[iteratorOf(block), round]]) } };
  }
  const count = block.type === 'resource' ? attributeOf(block, 'count')?.expr : undefined;
  const list = count?.kind === 'call' && count.name === 'length' ? count.args[0] : undefined;
  const collection = list && collectionOf(list, file, unit);
  if (list === undefined || collection?.literal.kind !== 'tuple') return undefined;
  const context: Context = { file, names: new Map() };
  const counted = { list: textOf(list, context), value: collection.value };
  return { body: content, collection, context: { ...context, counted } };
}

function iteratorOf(block: Block): string {
  if (block.type !== 'dynamic') return 'each';
  const iterator = attributeOf(block, 'iterator')?.expr;
  return iterator?.kind === 'variable' ? iterator.name : (block.labels[0]?.text ?? '');
}

/** What is added to one list or map. */
interface Addition {
  readonly collection: Collection;
  readonly taken: Set<string>;
  readonly naming: Naming;
  readonly items: { readonly key: string; readonly value: string }[];
}

/** One entry for the row, or one for each of its peers where an entry takes only one. */
function addRow(
  row: AnyRow,
  { body, collection, context }: Repeated,
  added: Map<Expression, Addition>,
): boolean {
  const whole = solveRow(row, body, collection, context);
  const peers = whole === undefined ? single(row) : [row];
  const solutions = peers.map((each) => whole ?? solveRow(each, body, collection, context));
  const addition = added.get(collection.literal) ?? newAddition(collection);
  const items: Addition['items'] = [];
  for (const [index, each] of peers.entries()) {
    const solution = solutions[index];
    const item = solution && itemOf(solution, each, addition);
    if (item === undefined) return false;
    items.push(item);
  }
  addition.items.push(...items);
  added.set(collection.literal, addition);
  return true;
}

function solveRow(row: AnyRow, body: Block, collection: Collection, context: Context): Solution | undefined {
  const solver = new Solver();
  for (const { name, expr } of body.body.attributes) {
    if (META.has(name)) continue;
    const wanted = wantedOf(row, name);
    if (wanted === undefined || !solver.solve(expr, wanted, context)) return undefined;
  }
  const holds = collection.conditions.every((each) => solver.hold(each.expression, each.context));
  return holds ? solver.solution() : undefined;
}

const META: ReadonlySet<string> = new Set(['for_each', 'count', 'provider', 'depends_on']);

function newAddition(collection: Collection): Addition {
  const { literal } = collection;
  const names =
    literal.kind === 'object'
      ? literal.entries.flatMap(({ key }) => nameOf(key) ?? [])
      : literal.elements.flatMap(namesIn);
  return { collection, taken: new Set(names), naming: namingOf(names), items: [] };
}

/** What an entry of a list calls itself. */
function namesIn(element: Expression): readonly string[] {
  if (element.kind !== 'object') return [];
  return element.entries.flatMap(({ key, value }) =>
    isName(nameOf(key) ?? '') && value.kind === 'literal' ? [String(value.value)] : [],
  );
}

function itemOf(
  solution: Solution,
  row: AnyRow,
  { collection: { file, literal }, taken, naming }: Addition,
): Addition['items'][number] | undefined {
  const siblings = literal.kind === 'tuple' ? literal.elements : literal.entries.map(({ value }) => value);
  const last = literal.kind === 'tuple' ? literal.elements.at(-1) : literal.entries.at(-1);
  const indent = indentAt(file.text, (last ?? literal).span.start) + (last === undefined ? '  ' : '');
  const words = [...row.rule.words, ...row.words];
  if (literal.kind === 'tuple') {
    const name = freeName(words, row.protocol, naming, taken);
    const value = entryText(solution, siblings, name, file, indent);
    return value === undefined ? undefined : { key: '', value };
  }
  const key = keyOf(solution, words, row, taken, naming);
  const value = key === undefined ? undefined : entryText(solution, siblings, key, file, indent);
  return key === undefined || value === undefined ? undefined : { key: keyLike(key, literal, file), value };
}

function keyOf(
  { key }: Solution,
  words: readonly string[],
  row: AnyRow,
  taken: Set<string>,
  naming: Naming,
): string | undefined {
  if (key === undefined) return freeName(words, row.protocol, naming, taken);
  const text = 'value' in key ? String(key.value) : undefined;
  if (text === undefined || taken.has(text)) return undefined;
  taken.add(text);
  return text;
}

function editsOf({ collection: { file, literal }, items }: Addition): readonly Edit[] {
  if (literal.kind === 'object') return appendToMap(file, literal, items);
  const spans = literal.elements.map(({ span }) => span);
  return appendToList(
    file,
    literal.span,
    spans,
    items.map(({ value }) => value),
  );
}
