import type { Attribute } from '../../syntax/hcl';
import type { SourceFile } from '../../text/source';
import type { Environment } from '../format';
import { parse, type Declaration } from './directory';
import { findAttribute, headerOf, type Module } from './module';
import { convert } from './values/convert';
import { string, unknownValue } from './values/make';
import { ANY, type TfType } from './values/type';
import { readTypeConstraint } from './values/type-constraint';
import type { TfValue } from './values/value';

/** What somebody gave a variable, where it is written. */
export interface Assigned {
  readonly file: SourceFile;
  readonly attribute: Attribute;
  /** From a flag: quotes around a string are left out there. */
  readonly bare?: string;
}

/** The values of a folder's variables. Later ones win: Terraform reads them in this order. */
export function assignedValues(
  folder: readonly SourceFile[],
  { variables }: Environment,
): ReadonlyMap<string, Assigned> {
  const files = [
    ...folder.filter(({ path }) => nameOf(path) === 'terraform.tfvars'),
    ...folder.filter(({ path }) => path.endsWith('.auto.tfvars')).sort(byPath),
    ...(variables?.files ?? []),
  ];
  const assigned = new Map<string, Assigned>();
  for (const file of files) {
    for (const attribute of parse(file).body.attributes) assigned.set(attribute.name, { file, attribute });
  }
  for (const { name, value } of variables?.values ?? []) {
    // Reads as a line of a variable file, so that a place in it can be shown.
    const file = { path: `--var ${name}`, text: `${name} = ${value}` };
    const [attribute] = parse(file).body.attributes;
    if (attribute !== undefined) assigned.set(name, { file, attribute, bare: value });
  }
  return assigned;
}

/** Whether Terraform reads a file of variables of its own accord. */
export function isLoaded({ path }: SourceFile): boolean {
  return nameOf(path) === 'terraform.tfvars' || path.endsWith('.auto.tfvars');
}

export function readVariable(
  name: string,
  declaration: Declaration,
  assigned: Assigned | undefined,
  module: Module,
): TfValue {
  const { file, block } = declaration;
  const scope = module.scope(file);
  const constraint = findAttribute(block.body, 'type');
  const read =
    constraint && readTypeConstraint(constraint.expr, (expression) => module.evaluate(expression, scope));
  const type: TfType = read === undefined || read.kind === 'failure' ? ANY : read;
  const isText = constraint === undefined || TEXT.has(type.kind);
  const given = assigned && assignedValue(assigned, isText, module);
  const fallback = findAttribute(block.body, 'default');
  const isRefused = given?.kind === 'null' && isFalse(findAttribute(block.body, 'nullable'));
  const value = given === undefined || isRefused ? fallback && module.evaluate(fallback.expr, scope) : given;
  if (value === undefined) {
    const reason = `variable ${name} has no value`;
    return { ...unknownValue({ reason, at: headerOf(declaration) }, type), reference: `var.${name}` };
  }
  const converted = convert(value, type);
  if (converted.kind !== 'failure') return converted;
  const reason = `the value of variable ${name} does not fit: ${converted.reason}`;
  return unknownValue({ reason, at: value.at }, type);
}

const TEXT: ReadonlySet<TfType['kind']> = new Set(['string', 'number', 'bool']);

/** A flag's text is the value itself where the variable takes a text, a number or a bool, or does not say. */
function assignedValue({ file, attribute, bare }: Assigned, isText: boolean, module: Module): TfValue {
  const at = { file, span: { start: attribute.nameSpan.end + ' = '.length, end: file.text.length } };
  if (bare === undefined) return module.evaluate(attribute.expr, module.valuesScope(file));
  if (isText) return string(bare, at);
  if (attribute.expr.kind === 'missing') {
    return unknownValue({ reason: `what ${file.path} gives is no expression of Terraform`, at });
  }
  return module.evaluate(attribute.expr, module.valuesScope(file));
}

function isFalse(attribute: Attribute | undefined): boolean {
  return attribute?.expr.kind === 'literal' && attribute.expr.value === false;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
