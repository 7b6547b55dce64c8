import {
  CodeAction,
  CodeActionKind,
  Position,
  TextEdit,
  WorkspaceEdit,
  languages,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';

/** What each of the three leaves behind when it ran. */
const MARKS = { format: 'formatted', imports: 'imports organized', fix: 'lint fixed' };

/**
 * Rewrites every file that is saved through the editor: a formatter, and the code actions behind 'organize imports' and
 * 'fix all' on save. For the test that accepted text is not touched by them.
 */
export function activate(context: ExtensionContext): void {
  const selector = [{ scheme: 'file' }, { scheme: 'vscode-remote' }];
  const action = (document: TextDocument, kind: CodeActionKind, mark: string): CodeAction => {
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), `${mark}\n`);
    const result = new CodeAction(mark, kind);
    result.edit = edit;
    return result;
  };
  const fix = CodeActionKind.SourceFixAll.append('eslint');
  context.subscriptions.push(
    languages.registerDocumentFormattingEditProvider(selector, {
      provideDocumentFormattingEdits: () => [TextEdit.insert(new Position(0, 0), `${MARKS.format}\n`)],
    }),
    languages.registerCodeActionsProvider(
      selector,
      {
        provideCodeActions: (document, _range, { only }) => [
          ...(only?.contains(CodeActionKind.SourceOrganizeImports) === true
            ? [action(document, CodeActionKind.SourceOrganizeImports, MARKS.imports)]
            : []),
          ...(only?.contains(fix) === true ? [action(document, fix, MARKS.fix)] : []),
        ],
      },
      { providedCodeActionKinds: [CodeActionKind.SourceOrganizeImports, fix] },
    ),
  );
}
