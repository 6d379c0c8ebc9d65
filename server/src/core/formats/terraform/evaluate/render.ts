import { parseHclTemplate } from '../../../syntax/hcl';
import type { Location } from '../../../text/source';
import { type Failure, failure } from '../functions/function';
import { unknownValue } from '../values/make';
import { quote } from '../values/quote';
import type { TfMap, TfObject, TfValue } from '../values/value';
import type { Evaluate, EvaluationError, Scope } from './scope';

/**
 * The value of a template that is no part of the configuration. Nothing but the names has a meaning in it, and all
 * that it makes stands at `at`. Terraform refuses templates that call for templates, OpenTofu does not, so they are
 * rendered here; what calls itself for ever comes to the limit of depth.
 */
export function render(
  template: string,
  names: TfMap | TfObject,
  at: Location,
  scope: Scope,
  evaluate: Evaluate,
): TfValue | Failure {
  const strange = [...names.entries.keys()].find((name) => !IDENTIFIER.test(name));
  if (strange !== undefined) return failure(`${quote(strange)} cannot be a name in a template`, 1);
  scope.budget.steps -= COST + (template.length >> 3);
  const { expression, errors } = parseHclTemplate(template);
  const [wrong] = errors;
  if (wrong !== undefined) {
    const reason = `the template cannot be read: ${wrong.message.replace(/\.$/, '')}`;
    return { kind: 'failure', reason, limit: wrong.kind === 'limit' };
  }
  const refused: EvaluationError[] = [];
  const value = evaluate(expression, {
    ...scope,
    file: { path: at.file.path, text: template },
    at,
    errors: refused,
    resolve(root) {
      const named = names.entries.get(root) ?? (names.open && unknownValue(names.open));
      return named && { value: named, used: 0 };
    },
  });
  const [error] = refused;
  return error === undefined ? value : failure(`in the template, ${error.reason}`);
}

const IDENTIFIER = /^\p{ID_Start}[\p{ID_Continue}-]*$/u;

/** In steps, for reading a template at all. */
const COST = 100;
