import type { RouteRun } from '../frameworks/run-route.ts';
import type { Expression } from '../syntax/facts.ts';
import { walkFile, walkStatements } from '../syntax/walk.ts';
import { developmentSpans, isWithin } from './contract/development.ts';
import { isOpenByMistake } from './contract/open-route.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';
import { createStaticKeys } from './contract/static-keys.ts';
import { isOpenByPurpose } from './contract/suspicion.ts';
import { ownFolder } from './contract/whole-folder.ts';

const rule: Rule = {
  meta: {
    id: 'unintended-endpoint',
    title: 'Something can be reached that was not meant to be',
    summary:
      "A helper that is exported as a server action, a way past the sign-in for tests, or the program's own folder can be reached by anyone.",
    severity: 'medium',
    precision: 'high',
    cwe: [749, 489, 552],
    owasp: ['API9', 'API8'],
    practice: 'assessment',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute(run, context) {
    const found = forTests(context, run) ?? asHelper(context, run);
    return found === undefined ? [] : [found];
  },
  tokens: () => ['static'],
  checkFiles: servedFolders,
};
export default rule;

const testWords = /(^|[/_-])(tests?|testing|e2e|debug|dev)([/_-]|$)/i;
const debugWords = /(^|[/_-])(__debug__|_?debug)([/_-]|$)/i;

/** A route for tests that signs callers in, or one for debugging that shows something, wherever the program runs. */
function forTests(context: RuleContext, run: RouteRun): FindingDraft | undefined {
  const { method, path, certainty } = run.route;
  if (certainty === 'partial' || run.lateGuards.length > 0 || run.route.auth.verdict !== run.verdict) return undefined;
  const issues = run.events.find((e) => e.kind === 'issues-credential' && e.known !== true && (e.what === 'token' || e.what === 'session'));
  const signsIn = run.verdict === 'public' && issues?.kind === 'issues-credential' && testWords.test(path) ? issues : undefined;
  const shows =
    run.verdict === 'none' && method === 'GET' && debugWords.test(path)
      ? run.events.find((e) => e.kind === 'answer' && e.bare !== true && (e.status === undefined || e.status < 300))
      : undefined;
  const at = signsIn?.at ?? shows?.at;
  if (at === undefined || dependsOnEnvironment(context, run) || isOpenByMistake(context, run)) return undefined;
  const name = `${method} ${path}`;
  return {
    at: run.draft.at,
    message:
      signsIn === undefined
        ? `\`${name}\` is there for debugging, and anyone can call it wherever the program runs.`
        : `\`${name}\` is there for tests, and signs in whoever calls it (\`${signsIn.callee}\`) wherever the program runs.`,
    precision: 'likely',
    severity: signsIn === undefined ? 'medium' : 'high',
    route: run,
    trace: [
      { kind: 'route', at: run.draft.at, message: `${name} is registered here, whatever the environment` },
      { kind: 'sink', at, message: signsIn === undefined ? 'it answers here' : `\`${signsIn.callee}\` signs the caller in` },
    ],
  };
}

/** True where the registration, or code that runs for the route, asks which environment it is in. */
function dependsOnEnvironment(context: RuleContext, run: RouteRun): boolean {
  const facts = context.facts(run.draft.file);
  if (facts === undefined || isWithin(developmentSpans(facts), run.draft.at.start)) return true;
  let asks = false;
  const look = (e: Expression): void => {
    const name = e.k === 'member' ? e.property : e.k === 'name' ? e.name : '';
    asks ||= /NODE_ENV|^is_?(dev|prod|test|local)/i.test(name);
  };
  for (const { at, value } of run.draft.steps) {
    for (const shape of value.shapes) {
      const fn = shape.k === 'closure' ? context.facts(shape.closure.file)?.functions[shape.closure.fn] : undefined;
      if (fn !== undefined) walkStatements(fn.body, look);
    }
    walkFile(context.facts(at.file) ?? facts, (e) => {
      if (e.start >= at.start && e.end <= at.end) look(e);
    });
  }
  return asks;
}

const ofSomebody = /(^|_)(user|account|customer|owner|member|tenant|patient|employee|org|organi[sz]ation|team|workspace)_?id$/i;
const records = /order|invoice|payment|customer|patient|account|billing|payroll|salary/i;

/** A server action that only reads, by an id that says whose, and asks nobody who they are. */
function asHelper(context: RuleContext, run: RouteRun): FindingDraft | undefined {
  const { method, path, auth } = run.route;
  if (method !== 'ACTION' || auth.verdict !== 'none' || isOpenByPurpose(run) || isOpenByMistake(context, run)) return undefined;
  if (!run.events.some((e) => e.kind === 'answer' && e.bare !== true) || run.events.some((e) => e.kind === 'unknown-call'))
    return undefined;
  for (const e of run.events) {
    if (e.kind !== 'store' || e.access !== 'read') continue;
    const by = e.taints.map((taint) => (taint.part === 'arguments' ? (taint.path.split('.').at(-1) ?? '') : ''));
    const id =
      by.find((name) => ofSomebody.test(name)) ?? (records.test(path) ? by.find((name) => /^(id|_id|uuid)$/i.test(name)) : undefined);
    if (id === undefined || /public|profile/i.test(path)) continue;
    return {
      at: run.draft.at,
      message: `\`${path}\` is an endpoint, as every export of a 'use server' file is: anyone can call it and read by any \`${id}\`.`,
      precision: 'likely',
      route: run,
      trace: [
        { kind: 'route', at: run.draft.at, message: `${path} is exported here` },
        { kind: 'sink', at: e.at, message: `\`${e.callee}\` looks it up by what the caller sends` },
      ],
    };
  }
  return undefined;
}

/** `express.static('.')`: the program's code and configuration as files. */
function servedFolders(files: readonly string[], context: RuleContext): readonly FindingDraft[] {
  const keys = createStaticKeys(context);
  return files.flatMap((file) => {
    const facts = context.facts(file);
    if (facts === undefined) return [];
    const development = developmentSpans(facts);
    const found: FindingDraft[] = [];
    walkFile(facts, (e) => {
      if (e.k !== 'call' || isWithin(development, e.start)) return;
      const key = keys.keyOf(file, e.callee);
      const row = key === undefined ? undefined : context.catalog.rows(key).find((candidate) => candidate.row === 'serves-folder');
      const folder = row?.row === 'serves-folder' && 'argument' in row.at ? e.args[row.at.argument] : undefined;
      const whole = folder === undefined ? undefined : ownFolder(context, keys, file, folder);
      if (folder === undefined || whole === undefined) return;
      found.push({
        at: { file, start: folder.start, end: folder.end },
        message: `This serves ${whole}: anyone can read its code and configuration as files.`,
        precision: 'certain',
        trace: [],
      });
    });
    return found;
  });
}
