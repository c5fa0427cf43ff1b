import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding, Fix } from '#core';
import { diagnosticSource } from '../convert/diagnostic.ts';
import { toLineEdits } from '../convert/line-edits.ts';
import { overlaps, toRange } from '../convert/range.ts';
import { toWorkspaceEdit } from '../convert/workspace-edit.ts';
import type { Questions } from '../folder/analysis.ts';
import type { Place } from '../folder/folders.ts';
import type { Snapshot } from '../folder/snapshot.ts';
import type { Server } from '../server.ts';
import { isRecord } from '../settings.ts';

/** The kind of "fix everything that is safe to fix in this file", which editors can run on save. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.routewarden`;

/** `textDocument/codeAction` and `codeAction/resolve`: the fixes of the findings in a range, and all safe fixes of a
 *  file. Which fixes there are is known only by trying them, so a menu tries those of its range and no others; edits,
 *  and "fix all" as a whole, wait for `codeAction/resolve` where the client supports it. */
export function register(server: Server): void {
  server.onInitialize((client) =>
    client.codeActions
      ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: client.resolvesEdits } }
      : {},
  );
  server.connection.onCodeAction(
    server.answer('textDocument/codeAction', [], async (params: CodeActionParams, token) => {
      const subject = await look(server, params.textDocument.uri, token);
      if (subject === undefined) return [];
      return [...listQuickFixes(server, subject, params), ...listFixAll(server, subject, params)];
    }),
  );
  server.connection.onCodeActionResolve(async (action, token) => {
    const resolve = server.answer('codeAction/resolve', action, async (given: CodeAction) => ({
      ...given,
      edit: await getEdit(server, given, token),
    }));
    return resolve(action, token);
  });
}

/** A file whose current text has been analysed, and whom to ask about it. */
interface Subject {
  readonly uri: string;
  readonly place: Place;
  readonly snapshot: Snapshot;
  readonly questions: Questions;
}

async function look(server: Server, uri: string, token: CancellationToken): Promise<Subject | undefined> {
  const place = server.folders.locate(uri);
  const snapshot = await place?.folder.settle(token);
  const questions = place?.folder.questions;
  return place === undefined || snapshot === undefined || questions === undefined ? undefined : { uri, place, snapshot, questions };
}

/** Safe fixes first, suppressing a finding last, whichever finding they belong to. */
const order: readonly Fix['kind'][] = ['safe', 'suggested', 'policy', 'suppress'];

function listQuickFixes(server: Server, subject: Subject, { context, range }: CodeActionParams): CodeAction[] {
  if (!isAskedFor(CodeActionKind.QuickFix, context.only)) return [];
  const offers = findingsOf(subject)
    .filter(({ at }) => overlaps(toRange(at), range))
    .flatMap((finding) => subject.questions.fixes(finding).map((fix) => ({ finding, fix })))
    .sort((a, b) => order.indexOf(a.fix.kind) - order.indexOf(b.fix.kind));
  const actions: CodeAction[] = [];
  for (const { finding, fix } of offers) {
    const edit = toEdit(server, subject, fix.files);
    if (edit === undefined) continue;
    const action: CodeAction = {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: context.diagnostics.filter((shown) => isAbout(shown, finding)),
    };
    if (fix.kind === 'safe' && actions.length === 0) action.isPreferred = true;
    const data: ActionData = { uri: subject.uri, fingerprint: finding.fingerprint, title: fix.title };
    actions.push(server.client.resolvesEdits ? { ...action, data } : { ...action, edit });
  }
  return actions;
}

/** Offered where it was asked for, and in a menu without a filter; whether it changes anything is known only after the
 *  work, which a client that resolves edits asks for separately. */
function listFixAll(server: Server, subject: Subject, { context }: CodeActionParams): CodeAction[] {
  if (!isAskedFor(fixAllKind, context.only) || !findingsOf(subject).some(({ fixable }) => fixable)) return [];
  const action: CodeAction = { title: 'Apply all safe Routewarden fixes in this file', kind: fixAllKind };
  const data: ActionData = { uri: subject.uri };
  if (server.client.resolvesEdits) return [{ ...action, data }];
  const edit = getFixAllEdit(server, subject);
  return edit === undefined ? [] : [{ ...action, edit }];
}

/** What `codeAction/resolve` needs to find the same fix again; all safe fixes of the file without a fingerprint. */
interface ActionData {
  readonly uri: string;
  readonly fingerprint?: string;
  readonly title?: string;
}

async function getEdit(server: Server, action: CodeAction, token: CancellationToken): Promise<WorkspaceEdit> {
  const data = readData(action.data);
  const subject = data === undefined ? undefined : await look(server, data.uri, token);
  if (data === undefined || subject === undefined) throw outdated();
  if (data.fingerprint === undefined) return getFixAllEdit(server, subject) ?? {};
  const finding = findingsOf(subject).find(({ fingerprint }) => fingerprint === data.fingerprint);
  const fix = finding === undefined ? undefined : subject.questions.fixes(finding).find(({ title }) => title === data.title);
  const edit = fix === undefined ? undefined : toEdit(server, subject, fix.files);
  if (edit === undefined) throw outdated();
  return edit;
}

function outdated(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The code has changed since this fix was offered.');
}

function readData(data: unknown): ActionData | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string') return undefined;
  const { uri, fingerprint, title } = data;
  return typeof fingerprint === 'string' && typeof title === 'string' ? { uri, fingerprint, title } : { uri };
}

/** The findings that are shown for the file, as the session knows them: without the user's levels. */
function findingsOf({ place, snapshot }: Subject): readonly Finding[] {
  const shown = new Set(snapshot.files.get(place.path)?.findings.map(({ fingerprint }) => fingerprint));
  return snapshot.report.findings.filter(({ at, fingerprint }) => at.file === place.path && shown.has(fingerprint));
}

function getFixAllEdit(server: Server, subject: Subject): WorkspaceEdit | undefined {
  const { place, questions } = subject;
  const before = questions.text(place.path);
  const after = questions.fixAll(place.path);
  if (before === undefined || after === undefined) return undefined;
  return toEdit(server, subject, [{ file: place.path, edits: toLineEdits(before, after) }]);
}

function toEdit(server: Server, { place, questions }: Subject, files: Fix['files']): WorkspaceEdit | undefined {
  return toWorkspaceEdit(files, {
    client: server.client,
    text: (path) => questions.text(path),
    toUri: (path) => server.toUri({ folder: place.folder, path }),
    version: (path) => server.openDocument({ folder: place.folder, path })?.version,
  });
}

/** Kinds are hierarchical: `source.fixAll` asks for `source.fixAll.routewarden`. */
function isAskedFor(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function isAbout({ source, code, data, range }: Diagnostic, finding: Finding): boolean {
  if (source !== diagnosticSource || code !== finding.rule) return false;
  return data === undefined ? overlaps(range, toRange(finding.at)) : data === finding.fingerprint;
}
