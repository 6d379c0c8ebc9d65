import type { Attribute } from '../../syntax/hcl';
import { compareTexts } from '../../text/compare';
import { nameOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';
import type { Environment } from '../format';
import { parse, type Declaration } from './directory';
import { isLoaded } from './files';
import { findAttribute, headerOf, type Module } from './module';
import { fileOf } from './overrides';
import { convert } from './values/convert';
import { string, unknownValue } from './values/make';
import { ANY, type TfType } from './values/type';
import { readTypeConstraint } from './values/type-constraint';
import type { TfUnknown, TfValue } from './values/value';

/** What somebody gave a variable, where it is written. */
export interface Assigned {
  readonly file: SourceFile;
  readonly attribute: Attribute;
  /** From a flag: quotes around a string are left out there. */
  readonly bare?: string;
}

/**
 * The values of a root's variables. Later ones win: Terraform reads them in this order. Of the environment only what
 * the host hands on counts.
 */
export function assignedValues(
  folder: readonly SourceFile[],
  { variables }: Environment,
): ReadonlyMap<string, Assigned> {
  const assigned = new Map<string, Assigned>();
  const give = (name: string, value: string, origin: string): void => {
    // Reads as a line of a variable file, so that a place in it can be shown.
    const file = { path: origin, text: `${name} = ${value}` };
    const [attribute] = parse(file).body.attributes;
    if (attribute !== undefined) assigned.set(name, { file, attribute, bare: value });
  };
  for (const { name, value } of variables?.environment ?? []) give(name, value, `TF_VAR_${name}`);
  for (const file of [...folder.filter(isLoaded).sort(inOrder), ...(variables?.files ?? [])]) {
    for (const attribute of parse(file).body.attributes) assigned.set(attribute.name, { file, attribute });
  }
  for (const { name, value } of variables?.values ?? []) give(name, value, `--var ${name}`);
  return assigned;
}

/** `terraform.tfvars`, `terraform.tfvars.json`, and then the others by their names. */
function inOrder(a: SourceFile, b: SourceFile): number {
  return compareTexts(sortKey(a), sortKey(b));
}

function sortKey({ path }: SourceFile): string {
  const name = nameOf(path);
  return name.startsWith('terraform.tfvars') ? `0${name}` : `1${name}`;
}

export function readVariable(name: string, declaration: Declaration, module: Module): TfValue {
  const { file, block } = declaration;
  const scope = module.scope(file);
  const constraint = findAttribute(block.body, 'type');
  const read =
    constraint && readTypeConstraint(constraint.expr, (expression) => module.evaluate(expression, scope));
  const type: TfType = read === undefined || read.kind === 'failure' ? ANY : read;
  const isText = constraint === undefined || TEXT.has(type.kind);
  const given = givenValue(name, isText, module);
  const fallback = findAttribute(block.body, 'default');
  const isRefused = given?.kind === 'null' && isFalse(findAttribute(block.body, 'nullable'));
  const value =
    given === undefined || isRefused
      ? fallback && module.evaluate(fallback.expr, module.scope(fileOf(fallback, file)))
      : given;
  if (value === undefined) return withoutValue(name, declaration, type, module);
  const converted = convert(value, type);
  if (converted.kind !== 'failure') return converted;
  const reason = `the value of variable ${name} does not fit: ${converted.reason}`;
  return unknownValue({ reason, at: value.at }, type);
}

function withoutValue(name: string, declaration: Declaration, type: TfType, module: Module): TfUnknown {
  const { call } = module;
  const at = headerOf(call?.declaration ?? declaration);
  const reason = `variable ${name} has no value${call === undefined ? '' : ` in the call of ${module.address}`}`;
  return { ...unknownValue({ reason, at }, type), reference: module.absolute(`var.${name}`) };
}

/** What the caller says, and for a root somebody else. */
function givenValue(name: string, isText: boolean, module: Module): TfValue | undefined {
  const { call, tree } = module;
  if (call === undefined) {
    const assigned = tree.assigned.get(name);
    return assigned && assignedValue(assigned, isText, module);
  }
  const { parent, declaration, instance } = call;
  return META.has(name) ? undefined : parent.argumentOrNull(declaration, instance, name);
}

/** What a call says to Terraform itself. */
export const META: ReadonlySet<string> = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'depends_on',
]);

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
