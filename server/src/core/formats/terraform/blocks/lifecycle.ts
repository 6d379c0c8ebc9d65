import type { Expression } from '../../../syntax/hcl';
import type { Declaration } from '../directory';
import type { Resource } from '../lower/resource';
import { findAttribute } from '../module';

/** The arguments whose changes Terraform ignores: `lifecycle { ignore_changes = [ingress] }`, or `all`. */
export function ignoredChanges({ file, block }: Declaration): Resource['ignored'] {
  const lifecycle = block.body.blocks.find(({ type }) => type === 'lifecycle');
  const ignored = lifecycle && findAttribute(lifecycle.body, 'ignore_changes');
  if (ignored === undefined) return undefined;
  const { expr, span } = ignored;
  const names = expr.kind === 'tuple' ? expr.elements : [expr];
  return { names: names.flatMap((name) => argumentName(name) ?? []), at: { file, span } };
}

/** `ingress`, `tags["Name"]`, or in old files `"ingress"`; `"*"` is `all`. */
function argumentName(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'traversal') return argumentName(expression.root);
  if (expression.kind !== 'literal') return undefined;
  return expression.value === '*' ? 'all' : String(expression.value);
}
