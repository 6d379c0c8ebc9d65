import type { Span } from '../../text/source';

/**
 * The tree of one HCL file: plain data, every node with its half-open span of UTF-16 offsets. It says what is
 * written, not what it means; values are worked out elsewhere.
 */
export interface HclFile {
  readonly text: string;
  readonly body: Body;
  /** All comments in source order. */
  readonly comments: readonly Comment[];
  /** What could not be read, in the order it was met; at most the first hundred. */
  readonly errors: readonly HclError[];
}

export interface HclError {
  /** `limit`: correct or not, the text is nested more deeply than is read here. */
  readonly kind: 'syntax' | 'limit';
  /** A short name of the fault and a sentence about it: "Invalid expression. Expected …". */
  readonly message: string;
  readonly span: Span;
}

export interface Comment {
  readonly style: '#' | '//' | '/*';
  /** With its markers, without the line end. */
  readonly span: Span;
}

/** What stands between a block's braces, or in the whole file. */
export interface Body {
  /** In source order. A name may occur twice: that is an error, and both are here. */
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  /** Attributes and blocks together, in source order. */
  readonly items: readonly Item[];
  /** Between the braces; the whole text for a file. */
  readonly span: Span;
}

export type Item = Attribute | Block;

export interface Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameSpan: Span;
  /** `missing` when there is an error anywhere in it: half an expression would be a wrong value. */
  readonly expr: Expression;
  /** From the name to the end of the value, without the line end. */
  readonly span: Span;
}

export interface Block {
  readonly kind: 'block';
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** From the type to the last label: the header without its brace. */
  readonly headerSpan: Span;
  readonly openBrace: Span;
  /** `undefined` when the block is not closed. */
  readonly closeBrace: Span | undefined;
  /** From the type to the closing brace, or to the last thing that was read in a block that is not closed. */
  readonly span: Span;
  /** False when there is an error in its header or anywhere within it. */
  readonly complete: boolean;
}

export interface Label {
  /** Without quotes, escapes resolved. */
  readonly text: string;
  /** With its quotes. */
  readonly span: Span;
  readonly quoted: boolean;
}

/** Stands where an expression should: nothing was written, or it could not be read. */
export interface Missing {
  readonly kind: 'missing';
  readonly span: Span;
}

export type Expression =
  | Literal
  | Template
  | Variable
  | Traversal
  | Call
  | Tuple
  | ObjectExpression
  | For
  | Conditional
  | Binary
  | Unary
  | Parentheses
  | Missing;

/** A number, `true`, `false`, `null`, or a quoted string without interpolation (its span includes the quotes). */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

/**
 * A quoted string with interpolation or directives, or any heredoc. Trim markers and the indentation rule of
 * `<<-` are already applied to the texts. Exactly one part that is an interpolation is that value itself, not
 * a string of it.
 */
export interface Template {
  readonly kind: 'template';
  readonly form: 'quoted' | 'heredoc' | 'file';
  readonly parts: readonly TemplatePart[];
  readonly span: Span;
}

export type TemplatePart = TemplateText | TemplateInterpolation | TemplateIf | TemplateFor;

export interface TemplateText {
  readonly kind: 'text';
  /** Escapes resolved. */
  readonly value: string;
  readonly span: Span;
}

export interface TemplateInterpolation {
  readonly kind: 'interpolation';
  readonly expr: Expression;
  /** From `${` to `}`. */
  readonly span: Span;
}

export interface TemplateIf {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  /** Empty without an else. */
  readonly else: readonly TemplatePart[];
  /** From `%{ if` to the end of `%{ endif }`. */
  readonly span: Span;
}

export interface TemplateFor {
  readonly kind: 'for';
  readonly keyName: Name | undefined;
  readonly valueName: Name;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
  readonly span: Span;
}

export interface Name {
  readonly name: string;
  readonly span: Span;
}

/** A bare name: the root of a reference, such as `var`, or the variable of a for-expression. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  readonly span: Span;
}

/** Steps into a value: `var.rules[0].ports`. Always at least one step. */
export interface Traversal {
  readonly kind: 'traversal';
  readonly root: Expression;
  readonly steps: readonly Step[];
  readonly span: Span;
}

export type Step = AttributeStep | IndexStep | SplatStep;

export interface AttributeStep {
  readonly kind: 'attribute';
  readonly name: string;
  /** With its dot. */
  readonly span: Span;
}

/** `[key]`, or the legacy `.0`. */
export interface IndexStep {
  readonly kind: 'index';
  readonly key: Expression;
  /** With its brackets, or its dot. */
  readonly span: Span;
}

/**
 * `[*]` (full) or `.*`: its own steps are taken from each element. A full splat takes all steps that follow it,
 * the other one only the `.name` and `.0` right behind it.
 */
export interface SplatStep {
  readonly kind: 'splat';
  readonly full: boolean;
  readonly steps: readonly Step[];
  readonly span: Span;
}

export interface Call {
  readonly kind: 'call';
  /** With its namespaces: `provider::aws::arn_parse`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  /** The last argument is followed by `...`: its elements are the remaining arguments. */
  readonly expandFinal: boolean;
  readonly span: Span;
}

export interface Tuple {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
  readonly span: Span;
}

export interface ObjectExpression {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
  readonly span: Span;
}

export interface ObjectEntry {
  /** A bare name is the key itself; `(name)` is a reference. */
  readonly key: BareKey | Expression;
  readonly value: Expression;
  readonly span: Span;
}

export interface BareKey {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

export interface For {
  readonly kind: 'for';
  readonly form: 'tuple' | 'object';
  readonly keyName: Name | undefined;
  readonly valueName: Name;
  readonly collection: Expression;
  /** The part before `=>`; always there in an object, never in a tuple. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  /** `...` behind the value: values with the same key are grouped in lists. */
  readonly grouped: boolean;
  readonly condition: Expression | undefined;
  readonly span: Span;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
  readonly span: Span;
}

export type BinaryOperator =
  '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
  readonly span: Span;
}

export interface Parentheses {
  readonly kind: 'parentheses';
  readonly inner: Expression;
  readonly span: Span;
}
