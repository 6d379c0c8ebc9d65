import type {
  BinaryOperator,
  Expression,
  For,
  IndexStep,
  Missing,
  ObjectEntry,
  SplatStep,
  Step,
} from './ast';
import { parseForHead } from './for-head';
import type { Scanner, TokenKind } from './scanner';
import { readHeredoc, readQuoted } from './template';

/** Reads one expression. After an error what it gives back is not to be used. */
export function parseExpression(s: Scanner): Expression {
  const outer = s.descend();
  if (outer === undefined) return missing(s);
  const expression = parseConditional(s);
  s.ascend(outer);
  return expression;
}

function parseConditional(s: Scanner): Expression {
  const start = s.start;
  const condition = parseBinary(s, 1);
  if (!s.accept('?')) return condition;
  const then = parseExpression(s);
  if (!s.accept(':')) {
    s.fail(
      'Missing false expression in conditional. The conditional operator (… ? … : …) requires a false expression, delimited by a colon.',
    );
  }
  const otherwise = parseExpression(s);
  return { kind: 'conditional', condition, then, else: otherwise, span: s.spanFrom(start) };
}

/** Operators that bind at least as tightly as `weakest`, left-associative. */
function parseBinary(s: Scanner, weakest: number): Expression {
  const start = s.start;
  let left = parseOperand(s);
  for (;;) {
    const operator = s.kind;
    if (!isBinaryOperator(operator)) return left;
    const strength = STRENGTH[operator];
    if (strength < weakest) return left;
    s.advance();
    const right = parseBinary(s, strength + 1);
    left = { kind: 'binary', operator, left, right, span: s.spanFrom(start) };
    s.grow();
  }
}

const STRENGTH: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

const OPERATORS: ReadonlySet<string> = new Set(Object.keys(STRENGTH));

function isBinaryOperator(kind: TokenKind): kind is BinaryOperator {
  return OPERATORS.has(kind);
}

function parseOperand(s: Scanner): Expression {
  const start = s.start;
  const root = parseTerm(s);
  if (!s.at('.') && !s.at('[')) return root;
  const steps: Step[] = [];
  parseSteps(s, steps);
  return { kind: 'traversal', root, steps, span: s.spanFrom(start) };
}

function parseTerm(s: Scanner): Expression {
  if (s.at('identifier')) return parseName(s);
  if (s.at('"')) return readQuoted(s, parseExpression);
  if (s.at('number')) return parseNumber(s);
  if (s.at('[')) return parseTuple(s);
  if (s.at('{')) return parseObject(s);
  if (s.at('(')) return parseParentheses(s);
  if (s.kind === '-' || s.kind === '!') return parseUnary(s, s.kind);
  if (s.at('<<')) return readHeredoc(s, parseExpression);
  if (s.at('newline')) s.fail('Missing expression. Expected the start of an expression, but the line ends.');
  else if (s.at('end')) s.fail('Missing expression. Expected the start of an expression, but the file ends.');
  else s.fail('Invalid expression. Expected the start of an expression.');
  return missing(s);
}

function parseName(s: Scanner): Expression {
  const span = s.span();
  const name = s.tokenText();
  s.advance();
  if (s.at('(') || s.at('::')) return parseCall(s, name, span.start);
  if (name === 'true') return { kind: 'literal', value: true, span };
  if (name === 'false') return { kind: 'literal', value: false, span };
  if (name === 'null') return { kind: 'literal', value: null, span };
  return { kind: 'variable', name, span };
}

function parseNumber(s: Scanner): Expression {
  const span = s.span();
  const value = Number(s.tokenText());
  if (Number.isNaN(value)) s.report('Invalid number literal. This is not a number.', span);
  s.advance();
  return { kind: 'literal', value, span };
}

function parseUnary(s: Scanner, operator: '-' | '!'): Expression {
  const start = s.start;
  const outer = s.descend();
  if (outer === undefined) return missing(s);
  s.advance();
  const operand = parseOperand(s);
  s.ascend(outer);
  return { kind: 'unary', operator, operand, span: s.spanFrom(start) };
}

function parseParentheses(s: Scanner): Expression {
  const start = s.start;
  s.open('(');
  const inner = parseExpression(s);
  if (s.at(')')) s.close();
  else s.fail('Unbalanced parentheses. Expected a closing parenthesis to end the expression.');
  return { kind: 'parentheses', inner, span: s.spanFrom(start) };
}

/** The arguments of a call; the current token is the `(` or the first `::` behind its name. */
function parseCall(s: Scanner, first: string, start: number): Expression {
  let name = first;
  while (s.accept('::')) {
    if (!s.at('identifier'))
      s.fail('Missing function name. The symbol :: must be followed by a function name.');
    name += `::${s.tokenText()}`;
    s.advance();
  }
  const nameSpan = s.spanFrom(start);
  if (!s.at('(')) {
    s.fail('Missing open parenthesis. A function name must be followed by its arguments in parentheses.');
  }
  s.open('(');
  const args: Expression[] = [];
  let expandFinal = false;
  while (!s.at(')') && !s.at('error')) {
    args.push(parseExpression(s));
    if (s.accept(',')) continue;
    if (s.accept('...')) {
      expandFinal = true;
      if (!s.at(')')) {
        s.fail('Missing closing parenthesis. An expanded argument (with ...) must be the last one.');
      }
    } else if (s.at('end')) {
      s.fail('Unterminated function call. There is no closing parenthesis before the end of the file.');
    } else if (!s.at(')')) {
      s.fail('Missing argument separator. A comma is required between the arguments of a function.');
    }
  }
  s.close();
  return { kind: 'call', name, nameSpan, args, expandFinal, span: s.spanFrom(start) };
}

function parseTuple(s: Scanner): Expression {
  const start = s.start;
  s.open('[');
  if (s.atWord('for')) return parseFor(s, 'tuple', start);
  const elements: Expression[] = [];
  while (!s.at(']') && !s.at('error')) {
    elements.push(parseExpression(s));
    if (s.accept(',')) continue;
    if (s.at('end')) {
      s.fail('Unterminated list. There is no closing bracket before the end of the file.');
    } else if (!s.at(']')) {
      s.fail('Missing item separator. Expected a comma to mark the beginning of the next item.');
    }
  }
  s.close();
  return { kind: 'tuple', elements, span: s.spanFrom(start) };
}

function parseObject(s: Scanner): Expression {
  const start = s.start;
  s.open('object');
  while (s.accept('newline'));
  if (s.atWord('for')) {
    s.leave();
    s.enter('for');
    return parseFor(s, 'object', start);
  }
  const entries: ObjectEntry[] = [];
  while (!s.at('}') && !s.at('error')) {
    entries.push(parseEntry(s));
    if (s.at('end')) {
      s.fail('Unterminated object. There is no closing brace before the end of the file.');
    } else if (!s.at('}') && !s.accept(',') && !s.at('newline')) {
      s.fail(
        'Missing attribute separator. Expected a newline or comma to mark the beginning of the next attribute.',
      );
    }
    while (s.accept('newline'));
  }
  s.close();
  return { kind: 'object', entries, span: s.spanFrom(start) };
}

function parseEntry(s: Scanner): ObjectEntry {
  const start = s.start;
  const bare = s.at('identifier');
  const key = parseExpression(s);
  if (s.at('newline') || s.at(',')) {
    s.fail('Missing attribute value. Expected an attribute value, introduced by an equals sign ("=").');
  } else if (s.at('identifier')) {
    s.fail(
      'Missing key/value separator. Expected an equals sign ("=") to mark the beginning of the attribute value. A name with periods or spaces must be written in quotes.',
    );
  } else if (s.at('end')) {
    s.fail('Unterminated object. There is no closing brace before the end of the file.');
  } else if (!s.accept('=') && !s.accept(':')) {
    s.fail(
      'Missing key/value separator. Expected an equals sign ("=") to mark the beginning of the attribute value.',
    );
  }
  const value = parseExpression(s);
  const span = s.spanFrom(start);
  if (bare && (key.kind === 'variable' || key.kind === 'literal')) {
    return {
      key: { kind: 'name', name: s.text.slice(key.span.start, key.span.end), span: key.span },
      value,
      span,
    };
  }
  return { key, value, span };
}

/** The current token is `for`; the bracket that starts at `start` is open. */
function parseFor(s: Scanner, form: For['form'], start: number): Expression {
  const head = parseForHead(s, parseExpression);
  if (!s.accept(':')) s.fail("Invalid 'for' expression. A colon is required after the collection.");
  const parts = parseForResult(s, form);
  const grouped = s.at('...');
  if (grouped && form === 'tuple') {
    s.report("Invalid 'for' expression. Grouping (...) cannot be used when building a list.", s.span());
  }
  s.accept('...');
  let condition: Expression | undefined;
  if (s.atWord('if')) {
    s.advance();
    condition = parseExpression(s);
  }
  if (!s.at(form === 'tuple' ? ']' : '}')) {
    s.fail("Invalid 'for' expression. Extra characters after the end of the expression.");
  }
  s.close();
  return { kind: 'for', form, ...head, ...parts, grouped, condition, span: s.spanFrom(start) };
}

function parseForResult(s: Scanner, form: For['form']): Pick<For, 'key' | 'value'> {
  const first = parseExpression(s);
  if (s.at('=>')) {
    if (form === 'tuple') {
      s.report("Invalid 'for' expression. A key is not valid when building a list.", first.span);
    }
    s.advance();
    return { key: first, value: parseExpression(s) };
  }
  if (form === 'object' && !s.at('error')) {
    s.report(
      "Invalid 'for' expression. A key (key => value) is required when building an object.",
      first.span,
    );
  }
  return { key: undefined, value: first };
}

function parseSteps(s: Scanner, steps: Step[]): void {
  for (;;) {
    if (s.at('.')) steps.push(parseDotStep(s));
    else if (s.at('[')) steps.push(parseBracketStep(s));
    else return;
  }
}

function parseDotStep(s: Scanner): Step {
  const start = s.start;
  s.advance();
  if (!s.at('*')) return parseNamedStep(s, start);
  s.advance();
  const steps: Step[] = [];
  while (s.at('.')) {
    const dot = s.start;
    s.advance();
    if (s.at('*')) {
      s.fail('Nested splat expression not allowed. A .* cannot be used behind another .*; use [*] instead.');
    }
    steps.push(parseNamedStep(s, dot));
  }
  return { kind: 'splat', full: false, steps, span: s.spanFrom(start) };
}

/** `.name`, or `.0`; the dot at `start` was read. */
function parseNamedStep(s: Scanner, start: number): Step {
  if (s.at('number')) {
    const text = s.tokenText();
    if (text.includes('.')) {
      const proper = text.split('.').join('][');
      s.report(
        `Invalid legacy index syntax. Indexes after dots cannot be chained; use [${proper}] instead.`,
        s.span(),
      );
    }
    const key = parseNumber(s);
    return { kind: 'index', key, span: s.spanFrom(start) };
  }
  const name = s.tokenText();
  if (!s.accept('identifier')) s.fail('Invalid attribute name. An attribute name is required after a dot.');
  return { kind: 'attribute', name, span: s.spanFrom(start) };
}

function parseBracketStep(s: Scanner): IndexStep | SplatStep {
  const start = s.start;
  s.open('[');
  if (!s.at('*')) {
    const key = parseExpression(s);
    if (s.at(']')) s.close();
    else s.fail('Missing close bracket on index. The index operator must end with a closing bracket ("]").');
    return { kind: 'index', key, span: s.spanFrom(start) };
  }
  s.advance();
  if (s.at(']')) s.close();
  else s.fail('Missing close bracket on splat index. The star must be followed by a closing bracket ("]").');
  const steps: Step[] = [];
  const outer = s.descend();
  if (outer !== undefined) {
    parseSteps(s, steps);
    s.ascend(outer);
  }
  return { kind: 'splat', full: true, steps, span: s.spanFrom(start) };
}

function missing(s: Scanner): Missing {
  return { kind: 'missing', span: { start: s.start, end: s.start } };
}
