import type { FlowEvent } from '../flow/index.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { Shape } from '../libraries/dialect.ts';
import type { FileEdit, InputPart, Location, TextEdit } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import type { Expression, FunctionFacts } from '../syntax/facts.ts';
import { addImport } from './imports.ts';
import { type Code, holds, readCode } from './validation/code.ts';
import { chooseDialect, type DialectChoice } from './validation/dialect-choice.ts';
import { failureLines } from './validation/failure.ts';
import { type Layout, readLayout, schemaStyle, toLines } from './validation/layout.ts';
import { freeLocal, nameSchema } from './validation/naming.ts';
import { useOutcome } from './validation/outcome.ts';
import { placeForCheck, placeForSchema } from './validation/placement.ts';
import { replaceRead, unwrap, widen } from './validation/rewrite.ts';
import { inferObject } from './validation/shape.ts';
import { findSite, type Read, type Site } from './validation/site.ts';
import { createFollower, emptyUsage, fieldOf, type Usage } from './validation/usage.ts';

/**
 * Checks a part of the request with a schema of the fields that the route reads of it, in the validator that the project
 * uses, and lets the code go on with what the schema accepted. Types written in the code decide what a field is; else
 * what is done with it; a field that nothing speaks of is a string. Where a schema checked the part already, the code is
 * made to use what that schema accepted.
 */
export function validateWithSchema(run: RouteRun, part: InputPart, context: FixContext): readonly FixDraft[] {
  const codes = new Map<string, Code | undefined>();
  const codeOf = (file: string): Code | undefined => {
    if (!codes.has(file)) codes.set(file, readCode(context, file));
    return codes.get(file);
  };
  const site = findSite(run, part, unvalidatedSources(run, part), codeOf, context);
  if (site === undefined) return [];
  const checked = useOutcome(run, part, site, context);
  if (checked.length > 0) return checked;
  const usage = usageOf(run, part, site, codeOf, context);
  const shape = inferObject(usage, { context, asText: site.asText, partial: run.route.method === 'PATCH' });
  if (shape === undefined) return [];
  const choice = chooseDialect(site.code, context);
  const edits = editsFor(run, part, site, shape, usage, choice, context);
  if (edits === undefined) return [];
  const files: FileEdit[] = [{ file: site.code.file, edits }, ...(choice.manifest === undefined ? [] : [choice.manifest])];
  const name = choice.dialect.package;
  return [{ title: `Validate the ${part} with a ${name} schema${choice.added ? ` (adds ${name})` : ''}`, kind: 'suggested', files }];
}

type Write = Extract<FlowEvent, { kind: 'store' }>;

/** Where input of the part that is written unvalidated, or as it came although a schema has made a copy, was read, in order of the writes. */
function unvalidatedSources(run: RouteRun, part: InputPart): readonly Location[] {
  const isWrite = (event: FlowEvent): event is Write => event.kind === 'store' && event.access === 'write';
  const writes = run.events.filter(isWrite);
  const open = writes.flatMap((event) => event.taints).filter((t) => t.validated === undefined && t.narrowed !== true);
  const raw = writes
    .flatMap((event) => event.records ?? [])
    .filter((t) => t.validated?.whole === true && t.validated.unknownKeys === 'stripped');
  return [...open, ...raw].filter((t) => t.part === part).map((t) => t.source);
}

/** All that the code does with the input, in whichever function it does it. */
function usageOf(run: RouteRun, part: InputPart, site: Site, codeOf: (file: string) => Code | undefined, context: FixContext): Usage {
  const root = emptyUsage();
  const follower = createFollower(context, codeOf);
  const { code } = site;
  const at = (field: string | undefined): Usage => (field === undefined ? root : fieldOf(root, field));
  for (const { pattern, type, field } of site.parameters ?? []) {
    if (type !== undefined) at(field).types.push({ type, file: code.file });
    follower.pattern(code, pattern, at(field));
  }
  const request = code.facts.functions[site.fn]?.params[0]?.type;
  const generic = request?.t === 'name' && /(^|\.)Request$/.test(request.name) ? request.args[part === 'query' ? 3 : 2] : undefined;
  if (generic !== undefined && site.answers.by === 'response') root.types.push({ type: generic, file: code.file });
  for (const read of site.reads) follower.expression(code, read.expression, at(read.field));
  if (part === 'arguments') return root;
  for (const event of run.events) {
    if (event.kind !== 'input' || event.part !== part || event.path === '') continue;
    const there = codeOf(event.at.file);
    const usage = event.path.split('.').reduce(fieldOf, root);
    const e = there?.expressionAt(event.at.start, event.at.end);
    const prop = there?.propAt(event.at.start, event.at.end);
    if (there === undefined) continue;
    if (prop !== undefined) follower.pattern(there, prop.value, usage);
    else if (e !== undefined) follower.expression(there, e, usage);
  }
  return root;
}

/** The edits of the file that reads the input, ascending; undefined where two of them would meet. */
function editsFor(
  run: RouteRun,
  part: InputPart,
  site: Site,
  shape: Extract<Shape, { kind: 'object' }>,
  usage: Usage,
  choice: DialectChoice,
  context: FixContext,
): readonly TextEdit[] | undefined {
  const { code } = site;
  const { dialect, local } = choice;
  const layout = readLayout(code.text);
  const place = placeForSchema(code, site.fn);
  const fn = code.facts.functions[site.fn];
  if (place === undefined || fn === undefined || (dialect.awaits === true && !fn.async)) return undefined;
  const schema = nameSchema(run, part, site);
  const outcome = freeLocal(code, fn, ['parsed', `parsed${part === 'body' ? 'Body' : part === 'query' ? 'Query' : 'Input'}`]);
  const declaration = toLines([`const ${schema} = ${dialect.schema(shape, schemaStyle(layout, local))};`], '', layout);
  const reads = site.reads.filter((read) => holds(fn, read.expression));
  const input = nameInput(
    part,
    site,
    reads,
    dialect.value(outcome),
    site.unpacked === undefined ? undefined : freeLocal(code, fn, [site.unpacked.name, 'given']),
    fn,
  );
  const failure = failureLines({ context, site, part, issues: dialect.issues(outcome), quote: layout.quote });
  const check = [
    `const ${outcome} = ${dialect.check(schema, input.given ?? site.input, local)};`,
    `if (${dialect.failed(outcome, local)}) {`,
    ...failure.map((line) => `${layout.unit}${line}`),
    '}',
    ...input.lines,
  ];
  const replaced = reads.map((read) => replaceRead(code, read, input.value, context));
  const checked = insertCheck(code, site, usesOf(site, reads), check, layout);
  if (checked === undefined || replaced.some((edit) => edit === undefined)) return undefined;
  const imported = choice.imported
    ? undefined
    : addImport(context, code.file, { module: dialect.package, name: dialect.imports.name, alias: local });
  return inOrder([
    ...(imported === undefined ? [] : [imported]),
    { start: place.offset, end: place.offset, text: `${declaration}${layout.eol}${layout.eol}` },
    ...checked,
    ...input.edits,
    ...replaced.filter((edit) => edit !== undefined),
    ...leftovers(shape, usage, code.file, new Set(reads.map((read) => widen(code, read.expression, context)))),
  ]);
}

interface InputName {
  /** What stands for the accepted input in the code. */
  readonly value: string;
  readonly lines: readonly string[];
  readonly edits: readonly TextEdit[];
  /** What is given to the schema, where it is not the site's own text. */
  readonly given?: string;
}

/** One use takes the outcome itself; several share a name; a parameter's pattern moves below the check. */
function nameInput(
  part: InputPart,
  site: Site,
  reads: readonly Read[],
  value: string,
  parameter: string | undefined,
  fn: FunctionFacts,
): InputName {
  const { code, unpacked } = site;
  if (unpacked !== undefined && parameter !== undefined) {
    const { start, end } = unpacked.pattern;
    return {
      value,
      given: parameter,
      lines: [`const ${code.text.slice(start, end)} = ${value};`],
      edits: [{ start, end, text: parameter }],
    };
  }
  if (reads.length === 1) return { value, lines: [], edits: [] };
  const name = freeLocal(code, fn, [part === 'arguments' ? 'input' : part, 'input', 'data', 'values']);
  return { value: name, lines: [`const ${name} = ${value};`], edits: [] };
}

/** Where the input is used: the reads, or those of the names that a parameter's pattern binds. */
function usesOf({ code, unpacked }: Site, reads: readonly Read[]): readonly Expression[] {
  if (unpacked === undefined) return reads.map((read) => read.expression);
  const { start, end } = unpacked.pattern;
  return code.facts.bindings.flatMap((b, id) => (start <= b.start && b.end <= end ? code.readsOf(id) : []));
}

/** The check in front of the first use; an arrow without a block gets one. */
function insertCheck(
  code: Code,
  site: Site,
  uses: readonly Expression[],
  check: readonly string[],
  layout: Layout,
): readonly TextEdit[] | undefined {
  const fn = code.facts.functions[site.fn];
  if (fn === undefined) return undefined;
  const place = placeForCheck(code, site.fn, uses);
  if (place !== undefined) {
    const text = toLines(check, place.indent, layout).slice(place.indent.length);
    return [{ start: place.offset, end: place.offset, text: `${text}${layout.eol}${place.indent}` }];
  }
  const arrow = code.text.lastIndexOf('=>', fn.bodyStart) + 2;
  if (fn.kind !== 'arrow' || arrow < 2) return undefined;
  const outer = /^[ \t]*/.exec(code.text.slice(code.text.lastIndexOf('\n', fn.start) + 1))?.[0] ?? '';
  const inner = outer + layout.unit;
  const gap = /^\s*/.exec(code.text.slice(arrow))?.[0].length ?? 0;
  return [
    { start: arrow, end: arrow + gap, text: ` {${layout.eol}${toLines(check, inner, layout)}${layout.eol}${inner}return ` },
    { start: fn.end, end: fn.end, text: `${layout.semicolon}${layout.eol}${outer}}` },
  ];
}

/** What the schema does now: defaults of the pattern, conversions to numbers. */
function leftovers(
  shape: Extract<Shape, { kind: 'object' }>,
  usage: Usage,
  file: string,
  replaced: ReadonlySet<Expression>,
): readonly TextEdit[] {
  return shape.fields.flatMap((field): readonly TextEdit[] => {
    const used = usage.fields.get(field.name);
    if (used === undefined) return [];
    const fallback =
      field.fallback !== undefined && used.fallback?.file === file
        ? [{ start: used.fallback.start, end: used.fallback.end, text: '' }]
        : [];
    const isNumber = field.shape.kind === 'number' && field.shape.coerced;
    const conversions = isNumber
      ? used.conversions
          .filter((c) => c.file === file)
          .filter((c) => c.argument.k === 'name' || c.argument.k === 'member' || replaced.has(c.argument))
          .flatMap((c) => unwrap(c.call, c.argument))
      : [];
    const inner = field.shape.kind === 'object' ? leftovers(field.shape, used, file, replaced) : [];
    return [...fallback, ...conversions, ...inner];
  });
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index)
    .map(({ edit }) => edit);
  const meet = sorted.some((edit, index) => edit.start < (sorted[index - 1]?.end ?? 0));
  return meet ? undefined : sorted;
}
