import type { Call, Conditional, Expression } from '../../../../syntax/hcl';
import { meaningOf, referencesIn, type Context, type Meaning } from './meaning';
import type { Wanted } from './wanted';

/** What an entry must say so that a rule comes out of it as it is wanted. */
export interface Solution {
  readonly parts: ReadonlyMap<string, Part>;
  readonly key?: Wanted;
  /** The entry is one value and no object. */
  readonly whole?: Wanted;
}

export interface Part {
  readonly wanted: Wanted;
  /** The rule comes out right without it. */
  readonly optional: boolean;
}

/** Collects what the arguments of a rule ask of an entry. Every attempt may fail; then there is no entry for it. */
export class Solver {
  private parts = new Map<string, Part>();
  private key: Wanted | undefined;
  private whole: Wanted | undefined;

  solution(): Solution | undefined {
    if (this.whole !== undefined && this.parts.size > 0) return undefined;
    return {
      parts: this.parts,
      ...(this.key !== undefined && { key: this.key }),
      ...(this.whole !== undefined && { whole: this.whole }),
    };
  }

  /** Makes the expression come out as wanted. What does not depend on the entry is left to the trial of the fix. */
  solve(expression: Expression, wanted: Wanted, context: Context, optional = false): boolean {
    const meaning = meaningOf(expression, context);
    if (meaning !== undefined) return this.bind(meaning, wanted, optional);
    if (wanted.kind === 'words' || wanted.kind === 'same') return this.mention(expression, wanted, context);
    switch (expression.kind) {
      case 'parentheses':
        return this.solve(expression.inner, wanted, context, optional);
      case 'literal':
        return isWritten(expression.value, wanted);
      case 'tuple':
        return this.solveList(expression.elements, wanted, context);
      case 'call':
        return this.solveCall(expression, wanted, context, optional);
      case 'conditional':
        return this.solveConditional(expression, wanted, context);
      case 'template':
      case 'variable':
      case 'traversal':
      case 'object':
      case 'for':
      case 'binary':
      case 'unary':
      case 'missing':
        return referencesIn(expression, context).length === 0;
    }
  }

  /** Makes a condition hold. */
  hold(condition: Expression, context: Context, holds = true): boolean {
    if (condition.kind === 'parentheses') return this.hold(condition.inner, context, holds);
    if (condition.kind === 'unary') {
      return condition.operator === '!' && this.hold(condition.operand, context, !holds);
    }
    if (condition.kind === 'binary') {
      const { operator, left, right } = condition;
      if (operator === '&&' && holds) return this.hold(left, context) && this.hold(right, context);
      if (operator !== (holds ? '==' : '!=')) return false;
      const [asked, literal] = left.kind === 'literal' ? [right, left] : [left, right];
      const wanted = literal.kind === 'literal' ? fromLiteral(literal.value) : undefined;
      return wanted !== undefined && this.solve(asked, wanted, context);
    }
    const meaning = meaningOf(condition, context);
    if (meaning !== undefined) return this.bind(meaning, { kind: 'bool', value: holds }, false);
    return referencesIn(condition, context).length === 0;
  }

  private bind(meaning: Meaning, wanted: Wanted, optional: boolean): boolean {
    switch (meaning.kind) {
      case 'written':
        return this.solve(meaning.expression, wanted, meaning.context, optional);
      case 'round':
        return false;
      case 'index':
        return wanted.kind === 'words' || wanted.kind === 'same';
      case 'key':
        if (wanted.kind !== 'words' && wanted.kind !== 'same') {
          if (this.key !== undefined && !isSame(this.key, wanted)) return false;
          this.key = wanted;
        }
        return true;
      case 'entry': {
        const [part, ...more] = meaning.path;
        if (more.length > 0) return false;
        if (part === undefined) {
          const other = this.whole;
          if (other !== undefined && !isSame(other, wanted) && !isVague(other) && !isVague(wanted))
            return false;
          if (other === undefined || isVague(other)) this.whole = wanted;
          return true;
        }
        return this.bindPart(part, wanted, optional);
      }
    }
  }

  private bindPart(name: string, wanted: Wanted, optional: boolean): boolean {
    const known = this.parts.get(name);
    if (known === undefined || (isVague(known.wanted) && !isVague(wanted))) {
      this.parts.set(name, { wanted, optional: optional && (known?.optional ?? true) });
      return true;
    }
    if (!isVague(wanted) && !isSame(known.wanted, wanted)) return false;
    if (!optional && known.optional) this.parts.set(name, { ...known, optional });
    return true;
  }

  /** Words may be made of anything: what they read of the entry must be there. */
  private mention(expression: Expression, wanted: Wanted, context: Context): boolean {
    return referencesIn(expression, context).every((meaning) => this.bind(meaning, wanted, false));
  }

  private solveList(elements: readonly Expression[], wanted: Wanted, context: Context): boolean {
    if (wanted.kind === 'none') return elements.length === 0;
    if (wanted.kind !== 'list' || wanted.items.length !== elements.length) return false;
    return elements.every((element, index) => {
      const item = wanted.items[index] ?? '';
      return this.solve(element, fromItem(item), context);
    });
  }

  private solveCall({ name, args }: Call, wanted: Wanted, context: Context, optional: boolean): boolean {
    const [first, second, third] = args;
    if (first === undefined) return false;
    if (name === 'try' || name === 'coalesce') return this.solveEither(first, args.at(-1), wanted, context);
    if (name === 'lookup') {
      const map = meaningOf(first, context);
      const part = second?.kind === 'literal' ? second.value : undefined;
      if (map?.kind !== 'entry' || typeof part !== 'string') return false;
      const isDefault = third?.kind === 'literal' && isWritten(third.value, wanted);
      const isEmpty = third?.kind === 'tuple' && third.elements.length === 0 && isNothing(wanted);
      return this.bind({ kind: 'entry', path: [...map.path, part] }, wanted, isDefault || isEmpty);
    }
    if (name === 'split') {
      const separator = first.kind === 'literal' ? first.value : undefined;
      if (wanted.kind !== 'list' || typeof separator !== 'string' || second === undefined) return false;
      const texts = wanted.items.map(fromItem);
      const joined = texts.flatMap((text) => (text.kind === 'text' ? [text.value] : []));
      if (texts.length === 0 || joined.length < texts.length) return false;
      return this.solve(second, { kind: 'text', value: joined.join(separator) }, context);
    }
    if (PASSING.has(name) && args.length === 1) return this.solve(first, wanted, context, optional);
    return args.every((argument) => referencesIn(argument, context).length === 0);
  }

  private solveEither(
    first: Expression,
    last: Expression | undefined,
    wanted: Wanted,
    context: Context,
  ): boolean {
    const isDefault =
      (last?.kind === 'literal' && isWritten(last.value, wanted)) ||
      (last?.kind === 'tuple' && last.elements.length === 0 && isNothing(wanted));
    return this.solve(first, wanted, context, isDefault);
  }

  /** One of the branches: the second where nothing is wanted, because that is what people write there. */
  private solveConditional(
    { then, else: otherwise }: Conditional,
    wanted: Wanted,
    context: Context,
  ): boolean {
    const branches = isNothing(wanted) ? [otherwise, then] : [then, otherwise];
    for (const branch of branches) {
      const [parts, key, whole] = [new Map(this.parts), this.key, this.whole];
      if (this.solve(branch, wanted, context)) return true;
      [this.parts, this.key, this.whole] = [parts, key, whole];
    }
    return false;
  }
}

const PASSING: ReadonlySet<string> = new Set([
  'tostring',
  'tonumber',
  'tobool',
  'tolist',
  'toset',
  'compact',
  'distinct',
  'lower',
  'upper',
  'trimspace',
]);

function isVague({ kind }: Wanted): boolean {
  return kind === 'words' || kind === 'same';
}

function isSame(a: Wanted, b: Wanted): boolean {
  return (isNothing(a) && isNothing(b)) || keyText(a) === keyText(b);
}

/** Numbers are often written as texts, and in keys always. */
function keyText(wanted: Wanted): string {
  const isPlain = wanted.kind === 'text' || wanted.kind === 'number';
  return isPlain ? String(wanted.value).toLowerCase() : JSON.stringify(wanted);
}

export function isNothing(wanted: Wanted): boolean {
  return wanted.kind === 'none' || (wanted.kind === 'list' && wanted.items.length === 0);
}

/** Whether a literal is what is wanted. */
function isWritten(value: string | number | boolean | null, wanted: Wanted): boolean {
  switch (wanted.kind) {
    case 'text':
      return String(value).toLowerCase() === wanted.value.toLowerCase();
    case 'number':
      return value !== '' && Number(value ?? NaN) === wanted.value;
    case 'bool':
      return String(value) === String(wanted.value);
    case 'list':
      return wanted.items.length === 0 && value === null;
    case 'none':
      return value === null || value === '' || value === false || value === 0;
    case 'reference':
      return false;
    case 'words':
    case 'same':
      return true;
  }
}

function fromLiteral(value: string | number | boolean | null): Wanted {
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'number') return { kind: 'number', value };
  return typeof value === 'boolean' ? { kind: 'bool', value } : { kind: 'none', written: 'null' };
}

function fromItem(item: string): Wanted {
  return item.startsWith('"')
    ? { kind: 'text', value: item.slice(1, -1) }
    : { kind: 'reference', written: item };
}
