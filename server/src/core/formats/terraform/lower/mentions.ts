import type { Expression, Step, TemplatePart } from '../../../syntax/hcl';
import type { Directory } from '../directory';

/**
 * The resources, as `type.name`, that an expression leads to: by itself and through locals. Of a module, which output:
 * `module.name.output`, or `module.name` where it is not one that is written there.
 */
export function mentionedResources(expression: Expression, directory: Directory): ReadonlySet<string> {
  const found = new Set<string>();
  const locals = new Set<string>();
  const visit = (inner: Expression): void => {
    if (inner.kind === 'traversal' && inner.root.kind === 'variable') {
      const [step] = inner.steps;
      const name = step?.kind === 'attribute' ? step.name : '';
      const output = inner.root.name === 'module' ? outputOf(inner.steps.slice(1)) : undefined;
      found.add([inner.root.name, name, output].filter((part) => part !== undefined).join('.'));
      const local = inner.root.name === 'local' ? directory.locals.get(name) : undefined;
      if (local !== undefined && !locals.has(name)) {
        locals.add(name);
        visit(local.attribute.expr);
      }
    }
    for (const child of children(inner)) visit(child);
  };
  visit(expression);
  return found;
}

/** The output that is taken of a module, or of all or some of its instances. */
function outputOf(steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    if (step.kind === 'attribute') return step.name;
    if (step.kind === 'splat') return outputOf(step.steps);
  }
  return undefined;
}

/** The expressions directly inside one. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'missing':
      return [];
    case 'template':
      return expression.parts.flatMap(inTemplate);
    case 'traversal':
      return [expression.root, ...expression.steps.flatMap(inStep)];
    case 'call':
      return expression.args;
    case 'tuple':
      return expression.elements;
    case 'object':
      return expression.entries.flatMap(({ key, value }) => (key.kind === 'name' ? [value] : [key, value]));
    case 'for':
      return [expression.collection, expression.key, expression.value, expression.condition].flatMap(
        (child) => child ?? [],
      );
    case 'conditional':
      return [expression.condition, expression.then, expression.else];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'parentheses':
      return [expression.inner];
  }
}

function inStep(step: Step): readonly Expression[] {
  if (step.kind === 'index') return [step.key];
  return step.kind === 'splat' ? step.steps.flatMap(inStep) : [];
}

function inTemplate(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case 'text':
      return [];
    case 'interpolation':
      return [part.expr];
    case 'if':
      return [part.condition, ...part.then.flatMap(inTemplate), ...part.else.flatMap(inTemplate)];
    case 'for':
      return [part.collection, ...part.body.flatMap(inTemplate)];
  }
}
