import type { Node, ParseError } from 'jsonc-parser';
import { parseTree, visit } from 'jsonc-parser';
import type { SourceFile } from '../text/source';
import { describeJsonError } from './json-errors';
import { tooDeepAt, valueIsTooDeep } from './json-nesting';
import { JsonPlace } from './json-place';
import { parsedTree, scannedTree } from './json-tree';
import { MAX_TEXT } from './limits';
import { tooDeep, tooLong, type SyntaxProblem } from './problem';
import type { Remark } from './remarks';

export { JsonPlace } from './json-place';

/** A JSON text as plain values, with the place of each at hand when somebody asks. */
export interface JsonDocument {
  readonly file: SourceFile;
  /** What the text says, as far as it can be read. Undefined for a text that says nothing or is over a limit. */
  readonly value: unknown;
  /** The place of the whole value. */
  readonly root: JsonPlace;
  /** In file order. */
  readonly problems: readonly SyntaxProblem[];
  /** In file order. */
  readonly comments: readonly Remark[];
}

/**
 * Reads JSON, with comments and trailing commas tolerated. A correct text costs little more than
 * `JSON.parse`: places wait until they are asked for. Only a text that it refuses is parsed into a tree.
 */
export function readJson(file: SourceFile): JsonDocument {
  if (file.text.length > MAX_TEXT) return without(file, tooLong(file));
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch {
    return readTolerantly(file);
  }
  if (valueIsTooDeep(value)) return without(file, tooDeep(file, tooDeepAt(file.text) ?? 0));
  const tree = scannedTree(file.text);
  return { file, value, root: new JsonPlace({ file, tree }), problems: [], comments: [] };
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function readTolerantly(file: SourceFile): JsonDocument {
  const { text } = file;
  const deep = tooDeepAt(text);
  if (deep !== undefined) return without(file, tooDeep(file, deep));
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const comments: Remark[] = [];
  if (text.includes('/*') || text.includes('//')) {
    visit(text, {
      onComment(offset, length) {
        // The library counts one character too many where a comment is not closed.
        const span = { start: offset, end: Math.min(offset + length, text.length) };
        comments.push({ text: uncommented(text.slice(span.start, span.end)), at: { file, span } });
      },
    });
  }
  return {
    file,
    value: root === undefined ? undefined : valueOf(root),
    root: new JsonPlace({ file, tree: parsedTree(root, text.length) }),
    problems: errors.map((error) => describeJsonError(file, error)),
    comments,
  };
}

function valueOf(node: Node): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map(valueOf);
  if (node.type !== 'object') return node.value;
  const properties = children.flatMap(({ children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [[String(name.value), valueOf(value)] as const],
  );
  return Object.fromEntries(properties);
}

function uncommented(comment: string): string {
  const inner = comment.startsWith('/*')
    ? comment.slice(2).replace(/\*\/$/, '')
    : comment.replace(/^\/+/, '');
  return inner.trim();
}

function without(file: SourceFile, problem: SyntaxProblem): JsonDocument {
  return {
    file,
    value: undefined,
    root: new JsonPlace({ file, tree: parsedTree(undefined, 0) }),
    problems: [problem],
    comments: [],
  };
}
