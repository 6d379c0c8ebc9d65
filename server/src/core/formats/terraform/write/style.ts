import type { Attribute, Block, Body, Item } from '../../../syntax/hcl';
import { indentAt, lineStartAt, orderedLike } from '../../../text/layout';

/** An argument to write: its value as it stands in the text, one line or several. */
export interface Argument {
  readonly name: string;
  readonly value: string | readonly string[];
}

/** How the arguments of a block are written around here. */
export interface Style {
  readonly eol: string;
  /** Of the block's header. */
  readonly indent: string;
  /** What one level adds. */
  readonly unit: string;
  /** The equals signs stand below each other, as `terraform fmt` has it. */
  readonly aligned: boolean;
}

/** The style of a block; of one with less than two arguments that of everybody. */
export function styleOf(block: Block, text: string, eol: string): Style {
  const indent = indentAt(text, block.span.start);
  const first = block.body.items[0];
  const inner = first === undefined ? '' : indentAt(text, first.span.start);
  const unit = inner.startsWith(indent) && inner.length > indent.length ? inner.slice(indent.length) : '  ';
  return { eol, indent, unit, aligned: isAligned(block.body, text) };
}

function isAligned({ attributes }: Body, text: string): boolean {
  const lengths = new Set(attributes.map(({ name }) => name.length));
  if (lengths.size < 2) return true;
  return !attributes.every((attribute) => text.slice(...spaceBeforeEquals(attribute, text)) === ' ');
}

function spaceBeforeEquals({ nameSpan }: Attribute, text: string): [number, number] {
  return [nameSpan.end, text.indexOf('=', nameSpan.end)];
}

/** Lines of a block, without the line end of the last. */
export function blockText(header: string, args: readonly Argument[], style: Style): string {
  const { eol, indent, unit } = style;
  return [`${indent}${header} {`, ...argumentLines(args, indent + unit, style), `${indent}}`].join(eol);
}

/** Arguments as lines. The equals signs of lines that follow each other are aligned; a value of several lines ends that. */
export function argumentLines(
  args: readonly Argument[],
  indent: string,
  { unit, aligned }: Style,
): readonly string[] {
  const lines: string[] = [];
  let chain: Argument[] = [];
  const flush = (): void => {
    const width = aligned ? Math.max(0, ...chain.map(({ name }) => name.length)) : 0;
    for (const { name, value } of chain) {
      const [first = '', ...more] = typeof value === 'string' ? [value] : value;
      lines.push(`${indent}${name.padEnd(width)} = ${first}`);
      more.forEach((line, index) => lines.push(indent + (index === more.length - 1 ? '' : unit) + line));
    }
    chain = [];
  };
  for (const argument of args) {
    chain.push(argument);
    if (typeof argument.value !== 'string') flush();
  }
  flush();
  return lines;
}

/** A list of texts: in one line while it is short, else one below the other. */
export function listValue(items: readonly string[]): string | readonly string[] {
  const line = `[${items.join(', ')}]`;
  return items.length <= 4 || line.length <= 60 ? line : ['[', ...items.map((item) => `${item},`), ']'];
}

/** Arguments in the order of a neighbour's. */
export function inOrderOf(args: readonly Argument[], neighbour: Body | undefined): readonly Argument[] {
  return orderedLike(args, ({ name }) => name, neighbour?.attributes.map(({ name }) => name) ?? []);
}

/** Whether an empty line stands in front of an argument or block and the comments above it. */
export function hasBlankAbove({ span }: Item, text: string): boolean {
  let at = lineStartAt(text, span.start);
  while (at > 0) {
    const above = text.slice(lineStartAt(text, at - 1), at).trim();
    if (above === '') return true;
    if (!/^(?:#|\/\/)/.test(above)) return false;
    at = lineStartAt(text, at - 1);
  }
  return false;
}
