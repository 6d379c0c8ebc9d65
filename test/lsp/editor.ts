import { after } from 'node:test';
import { openEditor, type Editor, type EditorOptions } from './open-editor';

export * from './open-editor';

/** An editor that is closed when the tests of the file are through. */
export async function edit(options?: EditorOptions): Promise<Editor> {
  const editor = await openEditor(options);
  editors.push(editor);
  return editor;
}

const editors: Editor[] = [];
after(() => {
  for (const editor of editors) editor.dispose();
});
