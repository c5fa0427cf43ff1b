import type { Hover, HoverParams, Position, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ChainLink, Finding, Route } from '#core';
import { markdown, plainText } from '../convert/markdown.ts';
import { toRange, touches } from '../convert/range.ts';
import { toChainCard, toFindingCard, toRouteCard } from '../convert/route-card.ts';
import type { Server } from '../server.ts';

/** `textDocument/hover`: the route registered or handled here, the guard applied here, the findings here. */
export function register(server: Server): void {
  server.onInitialize(() => ({ hoverProvider: true }));
  server.connection.onHover(
    server.answer('textDocument/hover', null, async ({ textDocument, position }: HoverParams, token): Promise<Hover | null> => {
      const place = server.folders.locate(textDocument.uri);
      const snapshot = await place?.folder.settle(token);
      const questions = place?.folder.questions;
      if (place === undefined || snapshot === undefined || questions === undefined) return null;
      const prose = server.client.markdownHover ? markdown : plainText;
      const context = { prose, toUri: (path: string) => server.toUri({ folder: place.folder, path }) };
      const text = questions.text(place.path) ?? '';
      const findings = (snapshot.files.get(place.path)?.findings ?? []).filter(({ at }) => touches(toRange(at), position));
      const subject = findSubject(snapshot.routes, { path: place.path, position, text });
      const cards = [
        ...findings.map((finding) =>
          toFindingCard(
            finding,
            questions.rules.find(({ id }) => id === finding.rule),
            context,
          ),
        ),
        ...(subject?.links ?? []).map((link) => toChainCard(link, context)),
        ...(subject?.routes ?? []).map((route) => toRouteCard(route, context)),
      ];
      const range = subject?.range ?? findRange(findings);
      if (cards.length === 0 || range === undefined) return null;
      return { contents: { kind: server.client.markdownHover ? 'markdown' : 'plaintext', value: cards.join(`\n${prose.rule}\n`) }, range };
    }),
  );
}

/** The thing under the pointer. */
interface Subject {
  readonly links: readonly ChainLink[];
  readonly routes: readonly Route[];
  readonly range: Range;
}

interface Pointer {
  readonly path: string;
  readonly position: Position;
  readonly text: string;
}

/** A handler shared by many routes would fill the screen. */
const maxRoutes = 4;

function findSubject(routes: readonly Route[], { path, position, text }: Pointer): Subject | undefined {
  for (const { chain } of routes) {
    const link = chain.find(({ at }) => at.file === path && touches(toRange(at), position));
    if (link !== undefined) return { links: [link], routes: [], range: toRange(link.at) };
  }
  const registered = routes.filter(({ at }) => at.file === path && touches(toRange(at), position));
  const first = registered[0];
  if (first !== undefined) return { links: [], routes: registered.slice(0, maxRoutes), range: toRange(first.at) };
  const document = TextDocument.create('', '', 0, text);
  for (const route of routes) {
    const head = findHead(route, path, document);
    if (head === undefined || !touches(head, position)) continue;
    const handled = routes.filter(({ handler }) => handler?.file === path && handler.start === route.handler?.start);
    return { links: [], routes: handled.slice(0, maxRoutes), range: head };
  }
  return undefined;
}

/** Of a handler `async function listUsers(req, res) {` or `const listUsers = async (req, res) => {`: its line up to the
 *  parameters, which holds its name in either form. */
function findHead({ handler }: Route, path: string, document: TextDocument): Range | undefined {
  if (handler?.file !== path) return undefined;
  const { line } = handler.from;
  const start = document.offsetAt({ line, character: 0 });
  const parameters = document.getText().indexOf('(', handler.start);
  const lineEnd = document.offsetAt({ line: line + 1, character: 0 });
  if (parameters === -1 || parameters >= lineEnd) return undefined;
  const indent = document.getText().slice(start, parameters).search(/\S|$/);
  return { start: { line, character: indent }, end: document.positionAt(parameters) };
}

function findRange(findings: readonly Finding[]): Range | undefined {
  const first = findings[0];
  return first === undefined ? undefined : toRange(first.at);
}
