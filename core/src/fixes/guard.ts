import type { Check as RouteCheck } from '../frameworks/checks.ts';
import type { Step } from '../frameworks/framework.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FileEdit, Location, TextEdit } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import type { FileFacts, Statement } from '../syntax/facts.ts';
import { addImport, relativeSpecifier } from './imports.ts';
import { namesTaken, takeFields } from './parameters.ts';
import { endOfLine, indentOf, statementAt, wholeLine, withGap } from './statements.ts';

/** Puts the guard that the route's siblings use in front of its handler, import included. */
export function guardWithSibling(run: RouteRun, context: FixContext): readonly FixDraft[] {
  const { insertion } = run.draft;
  if (insertion === undefined) return [];
  if (insertion.as === 'base') return guardedBase(run, insertion, context);
  const title = (text: string): string => `Require authentication with ${text}`;
  if (insertion.as === 'option') return insertOption(candidatesFor(run, context), insertion, context, title);
  if (insertion.as === 'decorator') return insertDecorator(candidatesFor(run, context), insertion, context, title);
  if (insertion.as === 'chain') return insertChained(candidatesFor(run, context), insertion, context, title);
  return insertion.as === 'argument'
    ? insertArgument(candidatesFor(run, context), insertion, context, title)
    : checkAtStart(run, insertion.file, insertion.offset, context);
}

/** Puts a check that siblings run in front of the handler, after whatever runs there already. */
export function addCheckOfSibling(run: RouteRun, check: RouteCheck, context: FixContext): readonly FixDraft[] {
  const { insertion } = run.draft;
  if (check.step === undefined || insertion === undefined) return [];
  const candidates = candidatesOf([check.step], context, 0);
  const title = (text: string): string => `Run ${text} as its siblings do`;
  if (insertion.as === 'argument') return insertArgument(candidates, beforeHandler(run, insertion, context), context, title);
  if (insertion.as === 'option') return insertOption(candidates, insertion, context, title);
  if (insertion.as === 'chain') return insertChained(candidates, insertion, context, title);
  return insertion.as === 'decorator' ? insertDecorator(candidates, insertion, context, title) : [];
}

/** The place behind the guards that the registration names already, where its handler is an argument as well. */
function beforeHandler(run: RouteRun, insertion: Insertion, context: FixContext): Insertion {
  const handler = run.draft.steps.at(-1)?.at;
  const facts = context.facts(insertion.file);
  const own = facts === undefined ? undefined : statementAt(facts, insertion.offset)?.statement;
  const isArgument = handler?.file === insertion.file && own !== undefined && handler.start > insertion.offset && handler.end < own.end;
  return isArgument ? { file: insertion.file, offset: handler.start } : insertion;
}

/** Starts from what a guarded sibling starts from. */
function guardedBase(run: RouteRun, insertion: Location, context: FixContext): readonly FixDraft[] {
  const { file, start, end } = insertion;
  const own = context.text(file)?.slice(start, end);
  const candidates = context.runs.flatMap((other): readonly Candidate[] => {
    const base = other.draft.insertion;
    if (other.route.auth.verdict !== 'required' || other.draft.framework !== run.draft.framework || base?.as !== 'base') return [];
    const text = context.text(base.file)?.slice(base.start, base.end);
    return text === undefined || text === own || text.includes('\n') ? [] : [{ text, at: base, distance: distanceOf(run, other) }];
  });
  for (const candidate of nearestFirst(candidates)) {
    const imports = importsFor(candidate.at, candidate.text, file, context);
    if (imports === undefined) continue;
    const edits = sortEdits([...imports, { start, end, text: candidate.text }]);
    return [{ title: `Require authentication with ${shorten(candidate.text)}`, kind: 'suggested', files: [{ file, edits }] }];
  }
  return [];
}

/** A guard as some route of the project applies it. */
interface Candidate {
  readonly text: string;
  readonly at: Location;
  readonly distance: number;
  readonly phase?: string;
  /** How the registration takes it among its options. */
  readonly option?: OptionInsertion;
}

type OptionInsertion = Extract<RouteRun['draft']['insertion'], { readonly as: 'option' }>;

/** `{ onRequest: [app.authenticate] }`: in the phase in which a sibling has it. */
function insertOption(
  candidates: readonly Candidate[],
  insertion: OptionInsertion,
  context: FixContext,
  title: (text: string) => string,
): readonly FixDraft[] {
  const { file } = insertion;
  const source = context.text(file) ?? '';
  const ours = receiverOf(source, insertion);
  for (const candidate of candidates) {
    if (candidate.phase === undefined) continue;
    const theirs = candidate.option === undefined ? undefined : receiverOf(context.text(candidate.at.file) ?? '', candidate.option);
    // `fastify.authenticate` of another file is `app.authenticate` where the instance goes by that name.
    const ofInstance = theirs !== undefined && ours !== undefined && candidate.text.startsWith(`${theirs}.`);
    const text = ofInstance ? `${ours}${candidate.text.slice(theirs.length)}` : candidate.text;
    const imports = ofInstance ? [] : importsFor(candidate.at, text, file, context);
    if (imports === undefined) continue;
    const edits = sortEdits([...imports, ...optionEdits(insertion, candidate.phase, text, source)]);
    return [{ title: title(shorten(text)), kind: 'suggested', files: [{ file, edits }] }];
  }
  return [];
}

/** `app` of `app.get`. */
const receiverOf = (source: string, { callee }: OptionInsertion): string | undefined =>
  /^([\w$.]+)\.[\w$]+$/.exec(source.slice(callee.start, callee.end))?.[1];

function optionEdits({ put, offset, taken }: OptionInsertion, phase: string, guard: string, source: string): readonly TextEdit[] {
  const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });
  if (put === 'argument') return [insert(offset, `{ ${phase}: [${guard}] },${separatorAt(source, offset)}`)];
  const there = taken.find((hook) => hook.phase === phase);
  if (there?.isList === true) return [insert(there.start + 1, `${guard}, `)];
  if (there !== undefined) return [insert(there.start, `[${guard}, `), insert(there.end, ']')];
  const rest = /^[^\r\n]*/.exec(source.slice(offset))?.[0] ?? '';
  const isEmpty = /^\s*}/.test(source.slice(offset));
  const text = `${phase}: [${guard}]${isEmpty ? '' : ','}`;
  // Options on lines of their own get one more line.
  if (!/^\s*(\/\/.*)?$/.test(rest)) return [insert(offset, ` ${text}`)];
  const next = source.slice(offset + rest.length);
  const indent = /^\s*?([^\S\r\n]*)(?=\S)/.exec(next)?.[1] ?? '';
  return [insert(offset + rest.length, `${endOfLine(source)}${indent}${text}`)];
}

interface Insertion {
  readonly file: string;
  readonly offset: number;
}

function insertArgument(
  candidates: readonly Candidate[],
  { file, offset }: Insertion,
  context: FixContext,
  title: (text: string) => string,
): readonly FixDraft[] {
  for (const candidate of candidates) {
    const imports = importsFor(candidate.at, candidate.text, file, context);
    if (imports === undefined) continue;
    const edits = sortEdits([
      ...imports,
      { start: offset, end: offset, text: `${candidate.text},${separatorAt(context.text(file) ?? '', offset)}` },
    ]);
    return [{ title: title(shorten(candidate.text)), kind: 'suggested', files: [{ file, edits }] }];
  }
  return [];
}

/** `.use(middleware.auth())` behind the registering call, before what is chained to it already. */
function insertChained(
  candidates: readonly Candidate[],
  { file, offset, method }: Insertion & { readonly method: string },
  context: FixContext,
  title: (text: string) => string,
): readonly FixDraft[] {
  for (const candidate of candidates) {
    const imports = importsFor(candidate.at, candidate.text, file, context);
    if (imports === undefined) continue;
    // `router\n  .get(…)\n  .as(…)`: one more line of the chain.
    const gap = /^\s*(?=\.)/.exec((context.text(file) ?? '').slice(offset))?.[0] ?? '';
    const edits = sortEdits([...imports, { start: offset, end: offset, text: `${gap}.${method}(${candidate.text})` }]);
    return [{ title: title(shorten(candidate.text)), kind: 'suggested', files: [{ file, edits }] }];
  }
  return [];
}

/** `@UseGuards(Guard)` on a line of its own before the route's other decorators. */
function insertDecorator(
  candidates: readonly Candidate[],
  { file, offset }: Insertion,
  context: FixContext,
  title: (text: string) => string,
): readonly FixDraft[] {
  const text = context.text(file) ?? '';
  for (const candidate of candidates) {
    if (!isDecorator(candidate.at, context)) continue;
    const imports = importsFor(candidate.at, candidate.text, file, context);
    if (imports === undefined) continue;
    const line = `@${candidate.text}${endOfLine(text)}${indentOf(text, offset)}`;
    const edits = sortEdits([...imports, { start: offset, end: offset, text: line }]);
    return [{ title: title(`@${shorten(candidate.text)}`), kind: 'suggested', files: [{ file, edits }] }];
  }
  return [];
}

/** True where the guard is applied by a decorator there, and not to the whole application. */
function isDecorator(at: Location, context: FixContext): boolean {
  return (context.facts(at.file)?.classes ?? []).some(({ decorators, members }) =>
    [...decorators, ...members.flatMap((member) => member.decorators)].some((e) => e.start === at.start && e.end === at.end),
  );
}

/** A space, or a new line where the arguments stand on lines of their own. */
function separatorAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return line.trim() === '' ? `${endOfLine(text)}${indentOf(text, offset)}` : ' ';
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text).replace(/\s+/g, ' ');

/** Guards that other routes take as arguments, the nearest sibling's first, then the most used. */
function candidatesFor(run: RouteRun, context: FixContext): readonly Candidate[] {
  const others = context.runs.filter((other) => other !== run && other.draft.framework === run.draft.framework);
  return nearestFirst(others.flatMap((other) => candidatesOf(other.guards, context, distanceOf(run, other), other)));
}

function candidatesOf(steps: readonly Step[], context: FixContext, distance: number, other?: RouteRun): readonly Candidate[] {
  return steps.flatMap(({ at, phase }): readonly Candidate[] => {
    const text = context.text(at.file)?.slice(at.start, at.end);
    if (text === undefined || text.includes('\n') || /=>|function\b/.test(text)) return [];
    const option = other?.draft.insertion?.as === 'option' && other.draft.insertion.file === at.file ? other.draft.insertion : undefined;
    return [{ text, at, distance, ...(phase !== undefined && { phase }), ...(option !== undefined && { option }) }];
  });
}

function nearestFirst(found: readonly Candidate[]): readonly Candidate[] {
  const counts = new Map<string, number>();
  for (const { text } of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...found].sort(
    (a, b) => a.distance - b.distance || (counts.get(b.text) ?? 0) - (counts.get(a.text) ?? 0) || a.at.start - b.at.start,
  );
}

function distanceOf(run: RouteRun, other: RouteRun): number {
  if (other.draft.group === run.draft.group && other.draft.file === run.draft.file) return 0;
  if (other.draft.group === run.draft.group) return 1;
  return other.draft.file === run.draft.file ? 2 : 3;
}

/** The imports that `text`, copied from `from`, needs in `file`; undefined when one of its names cannot be had there. */
function importsFor(from: Location, text: string, file: string, context: FixContext): readonly TextEdit[] | undefined {
  if (from.file === file) return [];
  const source = context.facts(from.file);
  const target = context.facts(file);
  if (source === undefined || target === undefined) return undefined;
  const edits: TextEdit[] = [];
  for (const name of rootNames(text)) {
    const id = source.bindings.findIndex((b) => b.name === name && b.scope === 0);
    const binding = source.bindings[id];
    if (binding === undefined) {
      // A name that nothing in the file declares is a global, or one that a framework puts into every file's scope.
      if (isGlobal(name) || !source.bindings.some((b) => b.name === name)) continue;
      return undefined;
    }
    if (target.bindings.some((b) => b.scope === 0 && b.name === name)) continue;
    const wanted =
      binding.import === undefined
        ? exportedAs(source, id, from.file, file, context)
        : reimport(binding.import, name, from.file, file, context);
    if (wanted === undefined) return undefined;
    const edit = addImport(context, file, wanted);
    if (edit !== undefined) edits.push(edit);
  }
  return edits;
}

interface Wanted {
  readonly module: string;
  readonly name: string;
  readonly alias?: string;
}

function exportedAs(source: FileFacts, id: number, from: string, file: string, context: FixContext): Wanted | undefined {
  const e = source.exports.find((x) => x.kind === 'local' && x.binding === id);
  if (e === undefined || e.kind !== 'local') return undefined;
  return {
    module: relativeSpecifier(file, from, context),
    name: e.name,
    ...(e.name === 'default' && { alias: source.bindings[id]?.name ?? 'guard' }),
  };
}

function reimport(
  imported: { readonly specifier: string; readonly imported: string },
  name: string,
  from: string,
  file: string,
  context: FixContext,
): Wanted | undefined {
  const target = context.resolve(from, imported.specifier);
  const module =
    target.kind === 'file' && imported.specifier.startsWith('.') ? relativeSpecifier(file, target.path, context) : imported.specifier;
  if (target.kind === 'missing') return undefined;
  return { module, name: imported.imported, ...(imported.imported !== name && { alias: name }) };
}

/** Names at the root of the expressions in a short piece of code: `requireRole('admin')` → `requireRole`. */
function rootNames(text: string): readonly string[] {
  const withoutStrings = text.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, "''");
  const names = withoutStrings.matchAll(/(?<![.\w$])([A-Za-z_$][\w$]*)(?!\s*:)/g);
  return [...new Set([...names].map((match) => match[1] ?? ''))].filter((name) => name !== '' && !keywords.has(name));
}

const keywords = new Set([
  'const',
  'let',
  'var',
  'if',
  'else',
  'return',
  'await',
  'async',
  'new',
  'throw',
  'true',
  'false',
  'null',
  'undefined',
  'typeof',
  'void',
  'this',
  'in',
  'of',
  'instanceof',
  'function',
  'as',
]);
const isGlobal = (name: string): boolean =>
  ['process', 'Response', 'Request', 'JSON', 'Error', 'console', 'Number', 'String', 'Boolean', 'Date', 'Headers', 'URL'].includes(name);

const sortEdits = (edits: readonly TextEdit[]): readonly TextEdit[] => [...edits].sort((a, b) => a.start - b.start);

/** Copies the check with which a sibling's handler begins. */
function checkAtStart(run: RouteRun, file: string, offset: number, context: FixContext): readonly FixDraft[] {
  const text = context.text(file);
  const facts = context.facts(file);
  if (text === undefined || facts === undefined) return [];
  for (const other of [...context.runs].sort((a, b) => distanceOf(run, a) - distanceOf(run, b))) {
    if (
      other === run ||
      other.draft.framework !== run.draft.framework ||
      (other.route.method === 'ACTION') !== (run.route.method === 'ACTION') ||
      kindOf(other) !== kindOf(run)
    )
      continue;
    const check = checkOf(other, run, context);
    if (check === undefined) continue;
    const imports = importsFor(check.at, check.names, file, context);
    if (imports === undefined) continue;
    const eol = endOfLine(text);
    const indent = `${indentOf(text, offset)}  `;
    const lines = check.lines.map((line) => (line === '' ? '' : indent + line)).join(eol);
    const edits = sortEdits([...imports, ...check.parameters, { start: offset, end: offset, text: `${eol}${lines}` }]);
    return [
      { title: `Require authentication as ${other.route.method} ${other.route.path} does`, kind: 'suggested', files: [{ file, edits }] },
    ];
  }
  return [];
}

/** What kind of function handles the route: what one of them answers is no answer of another. */
const kindOf = (run: RouteRun): string | undefined => run.draft.steps.at(-1)?.phase;

interface Check {
  readonly at: Location;
  /** What the checked handler needs besides, of the object that it is given. */
  readonly parameters: readonly TextEdit[];
  /** Without indentation of the block. */
  readonly lines: readonly string[];
  /** The text whose names have to be known; names the check declares itself left out. */
  readonly names: string;
}

/** The statements of a handler from the one that gets the identity to the one that refuses the caller. */
function checkOf(other: RouteRun, run: RouteRun, context: FixContext): Check | undefined {
  const { insertion } = other.draft;
  const own = run.draft.insertion;
  const [evidence] = other.route.auth.evidence;
  if (other.route.auth.verdict !== 'required' || insertion?.as !== 'statement' || evidence === undefined) return undefined;
  const text = context.text(insertion.file);
  const facts = context.facts(insertion.file);
  const fn = facts?.functions.find((f) => f.bodyStart + 1 === insertion.offset);
  if (text === undefined || facts === undefined || fn === undefined) return undefined;
  const isOwn = evidence.at.file === insertion.file && fn.start <= evidence.at.start && evidence.at.start < fn.end;
  const last = fn.body.findIndex(isOwn ? (s) => s.start <= evidence.at.start && evidence.at.start < s.end : isCall);
  if (last < 0 || last > 2) return undefined;
  const statements = fn.body.slice(0, last + 1);
  if (statements.some((s) => s.s !== 'variable' && s.s !== 'if' && s.s !== 'expression')) return undefined;
  const [first] = statements;
  const end = statements.at(-1);
  if (first === undefined || end === undefined) return undefined;
  const start = text.lastIndexOf('\n', first.start - 1) + 1;
  const base = indentOf(text, first.start);
  const lines = text
    .slice(start, text[end.end] === ';' ? end.end + 1 : end.end)
    .split(/\r\n|\n|\r/)
    .map((line) => (line.startsWith(base) ? line.slice(base.length) : line.trimStart()));
  const declared = new Set(statements.flatMap((s) => (s.s === 'variable' ? declaredNames(text.slice(s.target.start, s.target.end)) : [])));
  const params = fn.params.flatMap((p) => (p.pattern.p === 'bind' ? [p.pattern.name] : []));
  // The request itself is at hand where both call it the same.
  const request = own?.as === 'statement' && own.request === insertion.request ? own.request : undefined;
  const taken = namesTaken(fn);
  const used = rootNames(lines.join('\n')).filter((name) => !declared.has(name) && name !== request);
  const names = used.filter((name) => !taken.has(name));
  const target = own?.as === 'statement' ? context.facts(own.file)?.functions.find((f) => f.bodyStart + 1 === own.offset) : undefined;
  const parameters =
    target === undefined
      ? []
      : takeFields(
          target,
          context.text(run.draft.insertion?.file ?? '') ?? '',
          used.filter((name) => taken.has(name)),
        );
  if (parameters === undefined || names.some((name) => params.includes(name))) return undefined;
  return { at: { file: insertion.file, start: first.start, end: end.end }, lines, names: names.join(' '), parameters };
}

/** `await requireUser(request);`: what refuses callers is inside the function; the copy has to prove itself. */
function isCall(s: Statement): boolean {
  const value = s.s === 'expression' ? s.value : s.s === 'variable' ? s.init : undefined;
  const call = value?.k === 'await' ? value.value : value;
  return call?.k === 'call' && call.callee.k === 'name';
}

const declaredNames = (pattern: string): readonly string[] => pattern.match(/[A-Za-z_$][\w$]*/g) ?? [];

/** Moves the statement that registers the guard up to just before the route. */
export function moveGuardUp(run: RouteRun, guard: Step, context: FixContext): readonly FixDraft[] {
  return moveUp(guard.at, run, `Register ${guard.name} before ${run.route.method} ${run.route.path}`, context);
}

/** Moves the statement at a place up to just before the one that registers the route, or mounts it. */
export function moveUp(at: Location, run: RouteRun, title: string, context: FixContext): readonly FixDraft[] {
  const { file } = at;
  const text = context.text(file);
  const facts = context.facts(file);
  const own = facts === undefined ? undefined : statementAt(facts, at.start);
  if (text === undefined || facts === undefined || own === undefined || own.statement.s !== 'expression') return [];
  const target = [run.draft.at, ...(run.draft.mounts ?? [])]
    .filter((place) => place.file === file)
    .map((place) => own.list.find((s) => s.start <= place.start && place.start < s.end))
    .filter((s) => s !== undefined)
    .sort((a, b) => a.start - b.start)[0];
  if (target === undefined || target.start >= own.statement.start) return [];
  const removed = withGap(text, wholeLine(text, own.statement));
  const moved = text.slice(own.statement.start, own.statement.end);
  const lineStart = text.lastIndexOf('\n', target.start - 1) + 1;
  const indent = indentOf(text, target.start);
  const edits: FileEdit['edits'] = [
    { start: lineStart, end: lineStart, text: `${indent}${moved}${endOfLine(text)}` },
    { ...removed, text: '' },
  ];
  return [{ title, kind: 'suggested', files: [{ file, edits }] }];
}
