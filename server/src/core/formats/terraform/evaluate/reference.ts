import type { SplatStep, Step, Traversal, Variable } from '../../../syntax/hcl/ast';
import type { Location } from '../../../text/source';
import { list, tuple, unknownValue } from '../values/make';
import { mapOpen, openSequence } from '../values/open';
import type { TfUnknown, TfValue } from '../values/value';
import { attempt, fail, noteUnknown, placeOf } from './report';
import type { Evaluate, ResolvedStep, Scope } from './scope';
import { takeStep } from './step';

/** `var.rules[0].ports`, `aws_subnet.x[*].id`, or a step into any other expression. */
export function evaluateReference(written: Variable | Traversal, scope: Scope, evaluate: Evaluate): TfValue {
  const at = placeOf(written, scope);
  if (written.kind === 'variable') return resolve(written.name, [], at, scope);
  const [plain, splat] = splitAtSplat(written.steps);
  const path = plain.map((step) => resolveStep(step, scope, evaluate));
  const value =
    written.root.kind === 'variable'
      ? resolve(written.root.name, path, at, scope)
      : takeSteps(evaluate(written.root, scope), path, scope);
  return splat.length === 0 ? value : takeAll(value, splat, scope, evaluate);
}

function resolve(name: string, path: readonly ResolvedStep[], at: Location, scope: Scope): TfValue {
  const resolved = scope.resolve(name, path, at);
  if (resolved === undefined) return fail(`there is nothing named "${nameOf(name, path)}" here`, at, scope);
  const value = takeSteps(resolved.value, path.slice(resolved.used), scope);
  noteUnknown(value, scope);
  return value;
}

/** The name that was meant: of a resource, which has two labels, `aws_vpc.main` and `data.aws_vpc.main`. */
function nameOf(root: string, path: readonly ResolvedStep[]): string {
  const labels = root === 'data' ? 2 : root.includes('_') ? 1 : 0;
  const names = path.slice(0, labels).flatMap((step) => (step.kind === 'attribute' ? [step.name] : []));
  return [root, ...names].join('.');
}

type PlainStep = Exclude<Step, SplatStep>;

function splitAtSplat(steps: readonly Step[]): readonly [readonly PlainStep[], readonly Step[]] {
  const plain: PlainStep[] = [];
  for (const step of steps) {
    if (step.kind === 'splat') break;
    plain.push(step);
  }
  return [plain, steps.slice(plain.length)];
}

function resolveStep(step: PlainStep, scope: Scope, evaluate: Evaluate): ResolvedStep {
  const at = placeOf(step, scope);
  if (step.kind === 'attribute') return { kind: 'attribute', name: step.name, at };
  return { kind: 'index', key: evaluate(step.key, scope), at };
}

function takeSteps(from: TfValue, path: readonly ResolvedStep[], scope: Scope): TfValue {
  let value = from;
  for (const step of path) {
    const next = takeStep(value, step);
    if (next.kind === 'failure') return fail(next.reason, step.at, scope);
    value = next;
  }
  return value;
}

/** Steps that may be splats. */
function takeAll(from: TfValue, steps: readonly Step[], scope: Scope, evaluate: Evaluate): TfValue {
  let value = from;
  for (const step of steps) {
    scope.budget.steps--;
    value =
      step.kind === 'splat'
        ? takeSplat(value, step, scope, evaluate)
        : takeSteps(value, [resolveStep(step, scope, evaluate)], scope);
  }
  return value;
}

/** Null is no element, and what is no sequence is the one element. */
function takeSplat(value: TfValue, splat: SplatStep, scope: Scope, evaluate: Evaluate): TfValue {
  const take = (element: TfValue): TfValue => takeAll(element, splat.steps, scope, evaluate);
  switch (value.kind) {
    case 'unknown':
      return takeSplatOfUnknown(value, take);
    case 'null':
      return tuple([], value.at);
    case 'list':
    case 'tuple':
    case 'set': {
      const elements = value.elements.map(take);
      const open = mapOpen(openSequence(value), (element) => takeQuietly(element, splat, scope, evaluate));
      return value.kind === 'tuple' ? tuple(elements, value.at, open) : list(elements, value.at, open);
    }
    case 'string':
    case 'number':
    case 'bool':
    case 'map':
    case 'object':
      return tuple([take(value)], value.at);
  }
}

/** Unknown in number, and yet something is known of each element: its attributes' types. */
function takeSplatOfUnknown(value: TfUnknown, take: (element: TfValue) => TfValue): TfValue {
  const { type } = value;
  if (type?.kind !== 'list' && type?.kind !== 'set') return unknownValue(value);
  const open = {
    reason: value.reason,
    at: value.at,
    head: 0,
    among: [take(unknownValue(value, type.element))],
  };
  return list([], value.at, open);
}

/** What may be there is no error when it cannot be. */
function takeQuietly(
  element: TfValue,
  splat: SplatStep,
  scope: Scope,
  evaluate: Evaluate,
): TfValue | undefined {
  const { value, errors } = attempt(scope, (apart) => takeAll(element, splat.steps, apart, evaluate));
  return errors.length === 0 ? value : undefined;
}
