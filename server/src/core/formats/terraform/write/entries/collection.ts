import type { Expression, ObjectExpression, Tuple } from '../../../../syntax/hcl';
import type { SourceFile } from '../../../../text/source';
import type { Unit } from '../../../format';
import { parse } from '../../directory';
import { assignedValues } from '../../variables';
import { configurationFiles } from '../../files';
import { attributeOf, folderFiles } from '../find';
import type { Context, Meaning } from './meaning';

/** A literal list or map that rules come from, and what each round over it sees. */
export interface Collection {
  readonly file: SourceFile;
  readonly literal: Tuple | ObjectExpression;
  readonly key: Meaning;
  readonly value: Meaning;
  /** What must hold of an entry so that it has a round. */
  readonly conditions: readonly { readonly expression: Expression; readonly context: Context }[];
}

/** How many names may lead to each other. */
const MOST_STEPS = 8;

/** Where the entries stand that an expression goes over: a literal, the local or variable it names, a `for` over these. */
export function collectionOf(
  expression: Expression,
  file: SourceFile,
  unit: Unit,
  steps = 0,
): Collection | undefined {
  if (steps > MOST_STEPS) return undefined;
  const again = (inner: Expression, where = file): Collection | undefined =>
    collectionOf(inner, where, unit, steps + 1);
  switch (expression.kind) {
    case 'tuple':
      return { file, literal: expression, key: { kind: 'index' }, value: WHOLE, conditions: [] };
    case 'object':
      return { file, literal: expression, key: { kind: 'key' }, value: WHOLE, conditions: [] };
    case 'parentheses':
      return again(expression.inner);
    case 'conditional':
      return again(expression.then) ?? again(expression.else);
    case 'for': {
      const inner = again(expression.collection);
      if (inner === undefined || expression.grouped) return undefined;
      const { keyName, valueName, key, value, condition } = expression;
      const names = new Map([[valueName.name, inner.value]]);
      if (keyName !== undefined) names.set(keyName.name, inner.key);
      const context: Context = { file, names };
      return {
        ...inner,
        key: key === undefined ? { kind: 'index' } : { kind: 'written', expression: key, context },
        value: { kind: 'written', expression: value, context },
        conditions:
          condition === undefined
            ? inner.conditions
            : [...inner.conditions, { expression: condition, context }],
      };
    }
    case 'call': {
      const { name, args } = expression;
      if (!PASSING.has(name)) return undefined;
      const inner = args.flatMap((argument) => again(argument) ?? []).at(-1);
      // In a set the keys are the elements.
      return inner && name === 'toset' ? { ...inner, key: inner.value } : inner;
    }
    case 'traversal': {
      const named = namedBy(expression, folderFiles(file, unit));
      return named && again(named.expression, named.file);
    }
    case 'literal':
    case 'template':
    case 'variable':
    case 'binary':
    case 'unary':
    case 'missing':
      return undefined;
  }
}

const WHOLE: Meaning = { kind: 'entry', path: [] };

/** Functions whose result has the entries of their arguments. */
const PASSING: ReadonlySet<string> = new Set([
  'toset',
  'tolist',
  'tomap',
  'merge',
  'concat',
  'distinct',
  'nonsensitive',
]);

/** What a local is, or what a variable is given in the folder: in a file of variables, else by default. */
function namedBy(
  expression: Expression,
  files: readonly SourceFile[],
): { readonly expression: Expression; readonly file: SourceFile } | undefined {
  if (expression.kind !== 'traversal' || expression.root.kind !== 'variable') return undefined;
  const [step, ...more] = expression.steps;
  if (step?.kind !== 'attribute' || more.length > 0) return undefined;
  const { name } = step;
  const isLocal = expression.root.name === 'local';
  if (!isLocal && expression.root.name !== 'var') return undefined;
  if (!isLocal) {
    const assigned = assignedValues(files, {}).get(name);
    if (assigned !== undefined) return { expression: assigned.attribute.expr, file: assigned.file };
  }
  for (const file of configurationFiles(files)) {
    for (const block of parse(file).body.blocks) {
      const isVariable = block.type === 'variable' && block.labels[0]?.text === name;
      const found = isLocal
        ? block.type === 'locals' && attributeOf(block, name)
        : isVariable && attributeOf(block, 'default');
      if (found) return { expression: found.expr, file };
    }
  }
  return undefined;
}
