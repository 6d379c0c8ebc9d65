import type { Expression } from '../../../syntax/hcl';
import type { Location } from '../../../text/source';
import type { Section } from './section';
import { unknownValue } from '../values/make';
import type { TfValue } from '../values/value';

/** One of the things that an argument names. */
export interface Element {
  readonly value: TfValue;
  /** As it is written, as far as it has an expression of its own: `module.vpc.group_id`. */
  readonly text: string;
  readonly at: Location;
}

/**
 * What a list in an argument holds; where it may hold more, an unknown stands at its end. Lists inside it count as
 * part of it, because before Terraform 0.12 `["${var.list}"]` was the way to write a list.
 */
export function elementsOf(section: Section, name: string): readonly Element[] {
  const value = section.get(name);
  if (value === undefined) return [];
  const written = section.written(name);
  if (!('elements' in value)) return [elementOf(value, written, section)];
  const own =
    written?.kind === 'tuple' && written.elements.length === value.elements.length ? written.elements : [];
  const elements = value.elements.flatMap((element, index) =>
    flatten(element).map((inner) => elementOf(inner, own[index] ?? written, section)),
  );
  if (value.open === undefined) return elements;
  return [...elements, elementOf(unknownValue(value.open), written, section)];
}

/** The one thing that an argument names; the empty text stands for none. */
export function elementAt(section: Section, name: string): readonly Element[] {
  const value = section.get(name);
  if (value === undefined || (value.kind === 'string' && value.value === '')) return [];
  return [elementOf(value, section.written(name), section)];
}

function flatten(value: TfValue): readonly TfValue[] {
  if (value.kind === 'null') return [];
  if (!('elements' in value)) return [value];
  return value.open === undefined ? value.elements : [...value.elements, unknownValue(value.open)];
}

function elementOf(value: TfValue, written: Expression | undefined, { file }: Section): Element {
  if (value.kind === 'string') return { value, text: value.value, at: value.at };
  if (written === undefined) return { value, text: textOf(value), at: value.at };
  return { value, text: sourceText(file.text, written), at: { file, span: written.span } };
}

function textOf(value: TfValue): string {
  return value.kind === 'unknown' ? (value.reference ?? '') : '';
}

/** An expression on one line, without the quotes around a lone interpolation. */
export function sourceText(text: string, { span, ...expression }: Expression): string {
  const inner =
    expression.kind === 'template' && expression.parts.length === 1 ? expression.parts[0] : undefined;
  const { start, end } = inner?.kind === 'interpolation' ? inner.expr.span : span;
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}
