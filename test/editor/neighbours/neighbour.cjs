// What the Terraform extension of HashiCorp and the YAML extension of Red Hat have in common with ours: findings,
// hovers, completion, actions and formatting for the same languages.
const vscode = require('vscode');

exports.activate = ({ extension, subscriptions }) => {
  const languages = extension.packageJSON.contributes.languages.map(({ id }) => id);
  const diagnostics = vscode.languages.createDiagnosticCollection(extension.id);
  const look = (document) => {
    if (!languages.includes(document.languageId)) return;
    const finding = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), 'A finding of somebody else');
    finding.source = extension.id;
    diagnostics.set(document.uri, [finding]);
  };
  vscode.workspace.textDocuments.forEach(look);
  subscriptions.push(
    diagnostics,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.languages.registerHoverProvider(languages, {
      provideHover: () => new vscode.Hover('A hover of somebody else'),
    }),
    vscode.languages.registerCompletionItemProvider(languages, {
      provideCompletionItems: () => [new vscode.CompletionItem('somebody-else')],
    }),
    vscode.languages.registerCodeActionsProvider(languages, {
      provideCodeActions: () => [
        new vscode.CodeAction('An action of somebody else', vscode.CodeActionKind.QuickFix),
      ],
    }),
    vscode.languages.registerDocumentFormattingEditProvider(languages, {
      provideDocumentFormattingEdits: () => [],
    }),
  );
};
