import { type ClientCapabilities, CodeActionKind } from 'vscode-languageserver/node';

/** What the connected editor can do, as plain answers; read once from `initialize`. */
export interface ClientFeatures {
  /** Asks for diagnostics itself; the server must not send them as well. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  /** Takes code actions as objects; the older form is commands only, which this server does not speak. */
  readonly codeActions: boolean;
  /** Asks for the edit of an action when the user has chosen it. */
  readonly resolvesEdits: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  readonly markdownHover: boolean;
  readonly registersWatchers: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly workspaceFolders: boolean;
}

export function readClientFeatures(capabilities: ClientCapabilities): ClientFeatures {
  const { textDocument, workspace } = capabilities;
  const pullsDiagnostics = textDocument?.diagnostic !== undefined;
  const shown = pullsDiagnostics ? textDocument.diagnostic : textDocument?.publishDiagnostics;
  const kinds = textDocument?.codeAction?.codeActionLiteralSupport?.codeActionKind.valueSet;
  return {
    pullsDiagnostics,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: (shown?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    codeDescription: (shown?.codeDescriptionSupport ?? textDocument?.publishDiagnostics?.codeDescriptionSupport) === true,
    diagnosticData: (shown?.dataSupport ?? textDocument?.publishDiagnostics?.dataSupport) === true,
    codeActions: kinds !== undefined && (kinds.length === 0 || kinds.some((kind) => kind === '' || kind === CodeActionKind.QuickFix)),
    resolvesEdits:
      textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true && textDocument.codeAction.dataSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
