import { terraform } from '../../../../server/src/core/formats/terraform';
import type { Environment, Unit } from '../../../../server/src/core/formats/format';
import type { Policy } from '../../../../server/src/core/policies/policy';
import { positionAt } from '../../../../server/src/core/text/lines';
import type { Location } from '../../../../server/src/core/text/source';
import { showRules } from '../../../support/show-policy';

/** Reads the files of one folder: one text is `main.tf`. */
export function read(files: string | Readonly<Record<string, string>>, environment: Environment = {}): Unit {
  const named = typeof files === 'string' ? { 'main.tf': files } : files;
  return terraform.read(
    Object.entries(named).map(([name, text]) => ({ path: `net/${name}`, text })),
    environment,
  );
}

/** The one policy with its rules as lines; what is not a policy alone is an error. */
export function rulesOf(
  files: string | Readonly<Record<string, string>>,
  environment?: Environment,
): readonly string[] {
  const { policies } = read(files, environment);
  const [only, ...more] = policies;
  if (only === undefined || more.length > 0) throw new Error(`${policies.length} policies`);
  return showRules(only);
}

/** Each policy by its name, with its rules as lines. */
export function policiesOf(
  files: string | Readonly<Record<string, string>>,
  environment?: Environment,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    read(files, environment).policies.map((policy) => [policy.name, showRules(policy)]),
  );
}

export function policyOf(text: string): Policy {
  const [only] = read(text).policies;
  if (only === undefined) throw new Error('no policy');
  return only;
}

/** `main.tf:3:5` and the text that stands there. */
export function place({ file, span }: Location): string {
  const { line, column } = positionAt(file, span.start);
  return `${file.path.replace('net/', '')}:${line}:${column} ${file.text.slice(span.start, span.end)}`;
}

/** Problems as lines: kind, place, message. */
export function problemsOf({ problems }: Unit): readonly string[] {
  return problems.map(({ kind, at, message }) => `${kind} ${place(at)}: ${message}`);
}
