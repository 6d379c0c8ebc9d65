import type { InitializeParams } from 'vscode-languageserver';

/** What the editor at the other end can do, as far as it matters here. */
export interface Client {
  /** It asks for diagnostics; otherwise they are sent to it. */
  readonly pullsDiagnostics: boolean;
  /** It can be told later that it may ask. */
  readonly registersDiagnostics: boolean;
  readonly relatedDocuments: boolean;
  readonly relatedInformation: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLens: boolean;
  readonly refreshesInlayHints: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  /** It answers `workspace/configuration`. */
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly markdownHover: boolean;
  /** It asks for the edit of a code action when the action is chosen. */
  readonly resolvesCodeActions: boolean;
  /** It takes edits of a certain version of a document. */
  readonly versionedEdits: boolean;
  /** Its edits may hold places to fill in. */
  readonly snippetEdits: boolean;
  /** It opens a document when it is asked to. */
  readonly showsDocuments: boolean;
  /** Its edits may make files. */
  readonly createsFiles: boolean;
}

export function readClient({ capabilities }: InitializeParams): Client {
  const { workspace, textDocument, window } = capabilities;
  const pull = textDocument?.diagnostic;
  return {
    pullsDiagnostics: pull !== undefined,
    registersDiagnostics: pull?.dynamicRegistration === true,
    relatedDocuments: pull?.relatedDocumentSupport === true,
    relatedInformation:
      (pull?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLens: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    resolvesCodeActions: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    showsDocuments: window?.showDocument?.support === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
  };
}
