import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export const EXTENSION = 'workspaces-netlint.workspaces-netlint';

/** A file of the workspace that the tests run in; it is a copy, and tests may write to it. */
export function uriOf(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** As a user opens it: unlike one that an extension asks for, it is closed together with its tab. */
export async function show(name: string): Promise<vscode.TextDocument> {
  const uri = uriOf(name);
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri.toString());
  return document;
}

/** A copy in a folder of its own, which a test may change on the disk. */
export async function showCopy(name: string): Promise<vscode.TextDocument> {
  const folder = `copy-${++copies}`;
  await vscode.workspace.fs.copy(uriOf(name), uriOf(`${folder}/${name}`));
  return show(`${folder}/${name}`);
}
let copies = 0;

export async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
}

export async function textOnDisk({ uri }: vscode.TextDocument): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export async function remove(name: string): Promise<void> {
  await vscode.workspace.fs.delete(uriOf(name), { recursive: true });
}

/** Replaces a text that stands in the document, once; the document is not saved. */
export async function replace(document: vscode.TextDocument, old: string, by: string): Promise<void> {
  const at = document.getText().indexOf(old);
  assert.ok(at >= 0, `${document.uri.path} does not hold ${old}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(at), document.positionAt(at + old.length)),
    by,
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Does what a lens or an action does when it is clicked. */
export async function click({ command, arguments: given = [] }: vscode.Command): Promise<void> {
  const args: readonly unknown[] = given;
  await vscode.commands.executeCommand(command, ...args);
}

export function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

/** One of our findings in a file, as far as tests look at it. */
export interface Finding {
  /** Check id. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** From 1, as the editor shows it. */
  readonly line: number;
  readonly message: string;
}

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

export function findingsIn({ uri }: vscode.TextDocument): readonly Finding[] {
  return (
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'workspaces-netlint')
      // The rules of the examples are as broad as many are; what the tests are about is what they lack.
      .filter(({ code }) => wordOf(code) !== 'broad-streaming-rule')
      .map(({ code, severity, range, message }) => ({
        code: wordOf(code),
        severity: SEVERITIES[severity],
        line: range.start.line + 1,
        message,
      }))
  );
}

function wordOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until the findings are as wanted. What they last were is told when they never are. */
export async function untilFindings(
  document: vscode.TextDocument,
  wanted: (findings: readonly Finding[]) => boolean,
): Promise<readonly Finding[]> {
  return until(() => findingsIn(document), wanted);
}

export async function until<T>(look: () => T | PromiseLike<T>, wanted: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    assert.ok(Date.now() < end, `waited in vain; last seen: ${JSON.stringify(seen, undefined, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Closes everything and forgets what was not saved. */
export async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}
