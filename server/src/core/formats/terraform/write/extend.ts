import { toCidrs } from '../../../packets/cidr';
import type { ExtendRule } from '../../../policies/change';
import type { Expression, Tuple } from '../../../syntax/hcl';
import type { Edit } from '../../../text/edits';
import { appendToList } from '../../../text/layout';
import type { Location, SourceFile } from '../../../text/source';
import type { Unit } from '../../format';
import { parse } from '../directory';
import { nameOf } from './elements';
import { attributeOf, folderFiles, siteAt } from './find';

/**
 * Adds addresses to the list of a rule, or to the local list that it names. Not of a rule that is a resource:
 * Terraform would take the live rule away and make another.
 */
export function extendRule({ rule, peers }: ExtendRule, unit: Unit): readonly Edit[] | undefined {
  const { v4, v6, symbols } = peers;
  if (v6.length > 0 || (!symbols.allBut && symbols.names.length > 0)) return undefined;
  const list = cidrBlocksOf(rule.at);
  const target = list && literalList(list, rule.at.file, unit, 0);
  if (target === undefined) return undefined;
  const added = toCidrs({ v4, v6: [] }).map((cidr) => `"${cidr}"`);
  const { file, tuple } = target;
  return appendToList(
    file,
    tuple.span,
    tuple.elements.map(({ span }) => span),
    added,
  );
}

/** The addresses of an inline rule: of a block, or of an object in a list. */
function cidrBlocksOf(at: Location): Expression | undefined {
  const site = siteAt(at);
  if (site !== undefined) {
    const { type } = site.block;
    return type === 'ingress' || type === 'egress' ? attributeOf(site.block, 'cidr_blocks')?.expr : undefined;
  }
  const object = objectAt(at);
  return object?.entries.find(({ key }) => nameOf(key) === 'cidr_blocks')?.value;
}

function objectAt({ file, span }: Location) {
  for (const block of parse(file).body.blocks) {
    for (const { expr } of block.body.attributes) {
      if (expr.kind !== 'tuple') continue;
      const found = expr.elements.find((element) => element.span.start === span.start);
      if (found?.kind === 'object') return found;
    }
  }
  return undefined;
}

/** How many locals may name each other. */
const MOST_STEPS = 4;

/** The literal list that an expression is, names, or has as a part. */
export function literalList(
  expression: Expression,
  file: SourceFile,
  unit: Unit,
  steps: number,
): { readonly file: SourceFile; readonly tuple: Tuple } | undefined {
  if (steps > MOST_STEPS) return undefined;
  if (expression.kind === 'tuple') return { file, tuple: expression };
  if (expression.kind === 'parentheses') return literalList(expression.inner, file, unit, steps);
  if (expression.kind === 'call') {
    const tuple = expression.args.find(({ kind }) => kind === 'tuple');
    return expression.name === 'concat' && tuple?.kind === 'tuple' ? { file, tuple } : undefined;
  }
  const name = localName(expression);
  if (name === undefined) return undefined;
  for (const other of folderFiles(file, unit)) {
    for (const block of parse(other).body.blocks) {
      const local = block.type === 'locals' ? attributeOf(block, name) : undefined;
      if (local !== undefined) return literalList(local.expr, other, unit, steps + 1);
    }
  }
  return undefined;
}

/** `name` of `local.name`. */
function localName(expression: Expression): string | undefined {
  if (expression.kind !== 'traversal') return undefined;
  const { root, steps } = expression;
  const [step, ...more] = steps;
  const isLocal = root.kind === 'variable' && root.name === 'local';
  return isLocal && step?.kind === 'attribute' && more.length === 0 ? step.name : undefined;
}
