import type { Expression, Step } from '../../../../syntax/hcl';
import type { SourceFile } from '../../../../text/source';
import { children } from '../../lower/mentions';
import { nameOf } from '../elements';

/** What an expression in the body of a repeated block stands for, in terms of the entry that is to be written. */
export type Meaning =
  | { readonly kind: 'round'; readonly key: Meaning; readonly value: Meaning }
  /** A part of the entry; the empty path is all of it. */
  | { readonly kind: 'entry'; readonly path: readonly string[] }
  /** The key of the entry in its map. */
  | { readonly kind: 'key' }
  /** The place of the entry in its list. */
  | { readonly kind: 'index' }
  | { readonly kind: 'written'; readonly expression: Expression; readonly context: Context };

/** What the names mean where an expression stands. */
export interface Context {
  readonly file: SourceFile;
  readonly names: ReadonlyMap<string, Meaning>;
  /** In a block with `count = length(list)`: the text of the list, and what `list[count.index]` means. */
  readonly counted?: { readonly list: string; readonly value: Meaning };
}

/** What a reference stands for; undefined for everything else. */
export function meaningOf(expression: Expression, context: Context): Meaning | undefined {
  const meaning = named(expression, context);
  return meaning?.kind === 'written' ? (meaningOf(meaning.expression, meaning.context) ?? meaning) : meaning;
}

function named(expression: Expression, context: Context): Meaning | undefined {
  switch (expression.kind) {
    case 'parentheses':
      return meaningOf(expression.inner, context);
    case 'template': {
      const [part, ...more] = expression.parts;
      return part?.kind === 'interpolation' && more.length === 0 ? meaningOf(part.expr, context) : undefined;
    }
    case 'variable':
      return context.names.get(expression.name);
    case 'traversal': {
      const { root, steps } = expression;
      const own = root.kind === 'variable' ? context.names.get(root.name) : undefined;
      if (own !== undefined) return follow(own, steps);
      const index = steps.findIndex(isCountIndex);
      const list = steps[index] && context.file.text.slice(expression.span.start, steps[index].span.start);
      return context.counted !== undefined && list === context.counted.list
        ? follow(context.counted.value, steps.slice(index + 1))
        : undefined;
    }
    case 'call': {
      const [list, index] = expression.args;
      const isElement = expression.name === 'element' && list !== undefined && index !== undefined;
      const { counted } = context;
      return isElement && isCount(index) && textOf(list, context) === counted?.list
        ? counted.value
        : undefined;
    }
    case 'literal':
    case 'tuple':
    case 'object':
    case 'for':
    case 'conditional':
    case 'binary':
    case 'unary':
    case 'missing':
      return undefined;
  }
}

/** The references to the entry, or to its key, in all that an expression is made of. */
export function referencesIn(expression: Expression, context: Context): readonly Meaning[] {
  const own = meaningOf(expression, context);
  if (own?.kind === 'written') return referencesIn(own.expression, own.context);
  if (own !== undefined) return [own];
  return children(expression).flatMap((child) => referencesIn(child, context));
}

export function textOf({ span }: Expression, { file }: Context): string {
  return file.text.slice(span.start, span.end);
}

function follow(from: Meaning, steps: readonly Step[]): Meaning | undefined {
  let meaning: Meaning | undefined = from;
  for (const step of steps) {
    const name = stepName(step);
    meaning = meaning && name !== undefined ? partOf(meaning, name) : undefined;
  }
  return meaning;
}

function partOf(whole: Meaning, name: string): Meaning | undefined {
  switch (whole.kind) {
    case 'round':
      return name === 'key' ? whole.key : name === 'value' ? whole.value : undefined;
    case 'entry':
      return { kind: 'entry', path: [...whole.path, name] };
    case 'written': {
      const { expression, context } = whole;
      if (expression.kind === 'object') {
        const entry = expression.entries.find(({ key }) => nameOf(key) === name);
        return entry && { kind: 'written', expression: entry.value, context };
      }
      const inner = meaningOf(expression, context);
      return inner && partOf(inner, name);
    }
    case 'key':
    case 'index':
      return undefined;
  }
}

function stepName(step: Step): string | undefined {
  if (step.kind === 'attribute') return step.name;
  if (step.kind !== 'index' || step.key.kind !== 'literal') return undefined;
  return typeof step.key.value === 'string' ? step.key.value : undefined;
}

function isCountIndex(step: Step): boolean {
  return step.kind === 'index' && isCount(step.key);
}

function isCount(expression: Expression): boolean {
  if (expression.kind !== 'traversal' || expression.root.kind !== 'variable') return false;
  const [step, ...more] = expression.steps;
  return (
    expression.root.name === 'count' &&
    step?.kind === 'attribute' &&
    step.name === 'index' &&
    more.length === 0
  );
}
