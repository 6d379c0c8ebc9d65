import type { Span } from '../../text/source';
import type { Attribute, Block, Body, Item, Label } from './ast';
import { LF, OPEN_BRACE, isWhiteSpace } from './characters';
import { parseExpression } from './expression';
import { isHeader } from './outline';
import { recover } from './recover';
import type { Scanner } from './scanner';
import { readQuoted } from './template';

/** Reads the whole file. */
export function parseFile(s: Scanner): Body {
  const items: Item[] = [];
  while (!s.at('end')) {
    if (s.accept('newline')) continue;
    if (s.at('}')) {
      s.report('Argument or block definition required. This brace closes nothing.', s.span());
      s.advance();
      continue;
    }
    const mark = s.mark();
    const item = parseItem(s);
    if (item?.kind === 'block' && item.closeBrace === undefined && !s.strict) {
      // It swallowed everything behind it. Read it again, now that the file is known to be broken.
      s.strict = true;
      s.rewind(mark);
    } else if (item !== undefined) items.push(item);
  }
  return makeBody(s, items, { start: 0, end: s.text.length });
}

const UNCLOSED_BLOCK = 'Unclosed configuration block. There is no closing brace for this block.';

/** Reads up to the closing brace of a block, or to where the block ends without one. */
function parseBody(s: Scanner, header: Span): Body {
  const start = s.previousEnd;
  const items: Item[] = [];
  if (!s.at('newline') && !s.at('}') && !s.at('end')) parseSingle(s, items);
  while (!s.at('}')) {
    if (s.accept('newline')) continue;
    if (s.at('end') || (s.strict && startsBlock(s))) {
      const last = items.at(-1);
      const isReported = last?.kind === 'block' && last.closeBrace === undefined;
      if (!isReported) s.report(UNCLOSED_BLOCK, header);
      return makeBody(s, items, { start, end: last?.span.end ?? start });
    }
    const item = parseItem(s);
    if (item !== undefined) items.push(item);
  }
  return makeBody(s, items, { start, end: s.start });
}

/** A block on one line, `name { argument = value }`, holds one argument and nothing else. */
function parseSingle(s: Scanner, items: Item[]): void {
  const { start } = s;
  const item = parseItem(s, true);
  if (item === undefined) return;
  items.push(item);
  if (item.kind === 'block') {
    s.report(
      'Argument definition required. A single-line block can contain only a single argument; a nested block needs a line of its own.',
      item.headerSpan,
    );
  } else if (!s.at('}')) {
    s.report(
      'Invalid single-argument block definition. A single-line block must be closed on the same line, right after its only argument.',
      { start, end: s.previousEnd },
    );
  }
}

function startsBlock(s: Scanner): boolean {
  return (s.start === 0 || s.text.charCodeAt(s.start - 1) === LF) && isHeader(s.text, s.start);
}

function makeBody(s: Scanner, items: readonly Item[], span: Span): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const names = new Set<string>();
  for (const item of items) {
    if (item.kind === 'block') blocks.push(item);
    else {
      attributes.push(item);
      if (names.has(item.name)) {
        s.report(
          `Attribute redefined. The argument "${item.name}" was already set; each argument may be set only once.`,
          item.nameSpan,
        );
      }
      names.add(item.name);
    }
  }
  return { attributes, blocks, items, span };
}

/** Reads an argument or a block; gives back nothing, but moves on, when there is neither. */
function parseItem(s: Scanner, single = false): Item | undefined {
  const brackets = s.brackets.length;
  const errors = s.errorCount;
  const nameSpan = s.span();
  const name = s.tokenText();
  let item: Item | undefined;
  if (!s.at('identifier')) failStart(s);
  else {
    s.advance();
    if (s.at('=')) return parseAttribute(s, name, nameSpan, single);
    if (s.at('{') || s.at('"') || s.at('identifier')) item = parseBlock(s, name, nameSpan, errors);
    else {
      s.fail(
        'Argument or block definition required. To set an argument, use the equals sign "=" to introduce its value.',
        nameSpan,
      );
    }
  }
  if (s.at('error')) recover(s, nameSpan.start, brackets);
  return item;
}

function failStart(s: Scanner): void {
  if (s.at('"')) s.fail('Invalid argument name. Argument names must not be quoted.');
  else s.fail('Argument or block definition required. An argument or block must begin with its name.');
}

/** The current token is the equals sign. */
function parseAttribute(s: Scanner, name: string, nameSpan: Span, single: boolean): Attribute {
  const brackets = s.brackets.length;
  const errors = s.errorCount;
  const equalsEnd = s.end;
  s.advance();
  const { start } = s;
  let expr = parseExpression(s);
  if (!single && !s.at('newline') && !s.at('end') && !s.at('}')) failEnd(s);
  if (s.at('error')) recover(s, nameSpan.start, brackets);
  if (s.errorCount > errors) {
    expr = { kind: 'missing', span: s.spanFrom(s.previousEnd > start ? start : equalsEnd) };
  } else if (!single && s.at('}')) s.report(MISSING_NEWLINE, s.span());
  return { kind: 'attribute', name, nameSpan, expr, span: s.spanFrom(nameSpan.start) };
}

const MISSING_NEWLINE = 'Missing newline after argument. An argument definition must end with a newline.';

function failEnd(s: Scanner): void {
  if (s.at(',')) {
    s.fail('Unexpected comma after argument. Arguments must be separated by newlines, not commas.');
  } else s.fail(MISSING_NEWLINE);
}

/** The current token is the one behind the type. */
function parseBlock(s: Scanner, type: string, typeSpan: Span, errors: number): Block | undefined {
  const labels = parseLabels(s);
  const headerSpan = s.spanFrom(typeSpan.start);
  if (s.at('newline') && braceFollows(s)) {
    s.report(
      'Invalid block definition. The opening brace must be on the same line as the block header.',
      headerSpan,
    );
    while (s.accept('newline'));
  }
  if (!s.at('{')) {
    s.fail('Invalid block definition. Either a quoted label or an opening brace ("{") is expected here.');
  }
  const openBrace = s.span();
  const outer = s.descend();
  if (s.at('error') || outer === undefined) return undefined;
  s.open('body');
  const body = parseBody(s, headerSpan);
  s.ascend(outer);
  const closeBrace = s.at('}') ? s.span() : undefined;
  if (closeBrace === undefined) s.leave();
  else s.close();
  const complete = s.errorCount === errors;
  const span = { start: typeSpan.start, end: closeBrace?.end ?? body.span.end };
  if (closeBrace !== undefined && !s.at('newline') && !s.at('end')) {
    s.report('Missing newline after block definition. A block definition must end with a newline.', s.span());
  }
  return { kind: 'block', type, typeSpan, labels, body, headerSpan, openBrace, closeBrace, span, complete };
}

function parseLabels(s: Scanner): Label[] {
  const labels: Label[] = [];
  for (;;) {
    if (s.at('identifier')) {
      labels.push({ text: s.tokenText(), span: s.span(), quoted: false });
      s.advance();
    } else if (s.at('"')) labels.push(parseQuotedLabel(s));
    else return labels;
  }
}

function parseQuotedLabel(s: Scanner): Label {
  const label = readQuoted(s, parseExpression);
  if (label.kind === 'literal') return { text: String(label.value), span: label.span, quoted: true };
  if (!s.at('error')) {
    s.report(
      'Invalid string literal. Template sequences are not allowed in a label; a literal ${ is written $${.',
      label.span,
    );
  }
  return { text: s.text.slice(label.span.start + 1, label.span.end - 1), span: label.span, quoted: true };
}

/** Whether the next thing behind the current line end, blank lines aside, is an opening brace. */
function braceFollows(s: Scanner): boolean {
  let at = s.end;
  while (at < s.text.length && isWhiteSpace(s.text.charCodeAt(at))) at++;
  return s.text.charCodeAt(at) === OPEN_BRACE;
}
