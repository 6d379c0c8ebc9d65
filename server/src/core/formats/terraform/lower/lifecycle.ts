import type { Expression } from '../../../syntax/hcl';
import type { Declaration } from '../directory';
import { findAttribute } from '../module';

/** The arguments whose changes Terraform ignores: `lifecycle { ignore_changes = [ingress] }`, or `all`. */
export function ignoredArguments({ block }: Declaration): readonly string[] {
  const lifecycle = block.body.blocks.find(({ type }) => type === 'lifecycle');
  const ignored = lifecycle && findAttribute(lifecycle.body, 'ignore_changes')?.expr;
  if (ignored === undefined) return [];
  const names = ignored.kind === 'tuple' ? ignored.elements : [ignored];
  return names.flatMap((name) => argumentName(name) ?? []);
}

/** `ingress`, `tags["Name"]`, or in old files `"ingress"`; `"*"` is `all`. */
function argumentName(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'traversal') return argumentName(expression.root);
  if (expression.kind !== 'literal') return undefined;
  return expression.value === '*' ? 'all' : String(expression.value);
}
