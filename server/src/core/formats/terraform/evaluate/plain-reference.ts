import type { Expression } from '../../../syntax/hcl/ast';

/** An expression whose value is taken as it stands: if that is there at all, nothing in it can still fail. */
export function isPlainReference(expression: Expression): boolean {
  if (expression.kind === 'parentheses') return isPlainReference(expression.inner);
  if (expression.kind === 'variable' || expression.kind === 'literal') return true;
  return (
    expression.kind === 'traversal' &&
    isPlainReference(expression.root) &&
    expression.steps.every(
      (step) => step.kind === 'attribute' || (step.kind === 'index' && isPlainReference(step.key)),
    )
  );
}
