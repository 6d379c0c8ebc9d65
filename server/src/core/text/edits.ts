import type { SourceFile, Span } from './source';

/** Replaces a span of a file. An empty span inserts. */
export interface Edit {
  readonly file: SourceFile;
  readonly span: Span;
  readonly newText: string;
}

/** The text after all edits of its file; insertions at one place keep their order. Undefined when some overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  let result = '';
  let at = 0;
  for (const { span, newText } of inOrder(edits)) {
    if (span.start < at || span.end < span.start || span.end > text.length) return undefined;
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** The edits by place; those of one place in the order given. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Files by what they were before they were edited. */
export type EditedFiles = ReadonlyMap<SourceFile, SourceFile>;

/** The files with their edits applied, each in a new object. Undefined when edits overlap. */
export function editFiles(edits: readonly Edit[]): EditedFiles | undefined {
  const edited = new Map<SourceFile, SourceFile>();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = applyEdits(
      file.text,
      edits.filter((edit) => edit.file === file),
    );
    if (text === undefined) return undefined;
    edited.set(file, { path: file.path, text });
  }
  return edited;
}
