import { type FlowEvent, isStrong, type Machine, type Proof, type Reads } from '../flow/index.ts';
import type {
  AuthVerdict,
  ChainLink,
  Evidence,
  HandlerInput,
  InputPart,
  Location,
  PlacedLocation,
  Route,
  ValidationVerdict,
} from '../model/index.ts';
import { type Check, checksOf, looksFurther } from './checks.ts';
import type { Adapter, LeftOut, RouteDraft, Step } from './framework.ts';

/** A route after its functions have been run: the public description, and what happened on the way. */
export interface RouteRun {
  readonly draft: RouteDraft;
  readonly route: Route;
  readonly events: readonly FlowEvent[];
  /** Steps registered after the route that would have guarded it. */
  readonly lateGuards: readonly Step[];
  /** What would have guarded the route, were its path not left out. */
  readonly missedGuards: readonly LeftOut[];
  /** Steps that guard the route, for fixes that copy a sibling's choice. */
  readonly guards: readonly Step[];
  /** The step behind which requests never come, where that is not the handler. */
  readonly endedBy?: Step;
  /** What the code comes to, whatever policy and directives say. */
  readonly verdict: AuthVerdict;
  /** The last that was tested of the caller, where it was read from something that nobody has verified. */
  readonly unverified?: Proof;
  /** All that may refuse a caller, in the order in which it runs. */
  readonly checks: readonly Check[];
  /** The handler itself looks at more of the caller than that there is one. */
  readonly looksFurther: boolean;
  /** What the run depended on. */
  readonly reads: Reads;
}

export type Place = (location: Location) => PlacedLocation;

interface StepResult {
  readonly step: Step;
  readonly events: readonly FlowEvent[];
  readonly before: Proof | undefined;
  readonly after: Proof | undefined;
  readonly passed: boolean;
  readonly unknown: string | undefined;
  readonly neutral: boolean;
  readonly optional: boolean;
  readonly leavesOut: boolean;
}

/** Runs one route. The machine's objects made on the way are forgotten afterwards. */
export function runRoute(m: Machine, adapter: Adapter, draft: RouteDraft, place: Place): RouteRun {
  const reads: Reads = { files: new Set([draft.file]), units: new Set(), functions: new Set() };
  m.beginRun(reads);
  const { results, beyond } = runSteps(m, adapter, draft, draft.steps);
  const proven = results.some((r) => isStrong(r.after));
  const lateGuards = proven ? [] : draft.later.filter((step) => guardsAlone(m, adapter, draft, step));
  const outcomes = results.map((r) => ({
    step: r.step,
    events: r.events,
    isGuard: isGuard(r),
    proven: isStrong(r.before),
    unknown: r.unknown !== undefined,
  }));
  const checks = checksOf(m, draft, outcomes);
  const further = looksFurther(draft, outcomes);
  const missedGuards = proven ? [] : (draft.leftOut ?? []).filter(({ step }) => guardsAlone(m, adapter, draft, step));
  m.endRun();
  const events = [...results.flatMap((r) => r.events), ...beyond];
  const auth = concludeAuth(draft, results, place);
  const endedBy = results.length < draft.steps.length ? results.at(-1)?.step : undefined;
  const inputs = inputsOf(events, place);
  const unverified = [results.at(-1)?.after, results.at(-1)?.before].find((proof) => proof?.unverified === true);
  const handler = draft.steps.at(-1);
  const route: Route = {
    id: `${draft.method} ${draft.path}@${draft.at.file}:${draft.at.start}`,
    method: draft.method,
    path: draft.path,
    framework: draft.framework,
    at: place(draft.at),
    ...(handler !== undefined && { handler: place(handler.at) }),
    chain: results.slice(0, -1).map((r) => linkOf(r, place)),
    auth,
    roles: rolesOf(events),
    validation: concludeValidation(inputs, events),
    inputs,
    certainty: draft.partial === undefined ? 'full' : 'partial',
  };
  return {
    draft,
    route,
    events,
    lateGuards,
    missedGuards,
    guards: results.filter(isGuard).map((r) => r.step),
    ...(endedBy !== undefined && { endedBy }),
    verdict: auth.verdict,
    ...(unverified !== undefined && { unverified }),
    checks,
    looksFurther: further,
    reads,
  };
}

interface Steps {
  /** Of the steps that requests are seen to come to. */
  readonly results: readonly StepResult[];
  /** What happens behind a step of which it is not known how it passes requests on. */
  readonly beyond: readonly FlowEvent[];
}

function runSteps(m: Machine, adapter: Adapter, draft: RouteDraft, steps: readonly Step[]): Steps {
  let state = m.base.fork();
  m.statusFields.clear();
  const runner = adapter.runner(draft, state);
  const results: StepResult[] = [];
  const beyond: FlowEvent[] = [];
  let isLost = false;
  const inputs = new Set<string>();
  m.restart('route');
  for (const step of steps) {
    const events: FlowEvent[] = [];
    // Whatever the middleware before it took, the handler is followed.
    if (step.role === 'handler') m.restart('route');
    m.listener = (event) => {
      if (isNews(event, inputs)) events.push(event);
    };
    const before = state.proof;
    const outcome = runner.run(step, state);
    m.listener = undefined;
    if (isLost) {
      beyond.push(...events);
      state = outcome.passed ?? state.fork();
      continue;
    }
    results.push({
      step,
      events,
      before,
      after: outcome.passed === undefined ? before : outcome.passed.proof,
      passed: outcome.passed !== undefined,
      unknown: outcome.unknown,
      neutral: outcome.neutral === true,
      optional: outcome.optional === true,
      leavesOut: outcome.leavesOut === true,
    });
    if (outcome.passed === undefined && !losesTrack(step, events)) break;
    isLost = outcome.passed === undefined;
    state = outcome.passed ?? state.fork();
  }
  return { results, beyond };
}

/** True for middleware that neither passes requests on nor answers any, as far as it could be followed. */
const losesTrack = (step: Step, events: readonly FlowEvent[]): boolean =>
  step.role === 'middleware' && !events.some((event) => event.kind === 'answer');

/** False for an input that the route was seen to read before. */
function isNews(event: FlowEvent, inputs: Set<string>): boolean {
  if (event.kind !== 'input') return true;
  const key = `${event.part}.${event.path}`;
  if (inputs.has(key)) return false;
  inputs.add(key);
  return true;
}

function guardsAlone(m: Machine, adapter: Adapter, draft: RouteDraft, step: Step): boolean {
  const [result] = runSteps(m, adapter, draft, [step]).results;
  return result?.passed === true && isStrong(result.after);
}

const isGuard = (r: StepResult): boolean => r.step.role === 'middleware' && !isStrong(r.before) && isStrong(r.after);

function linkOf(r: StepResult, place: Place): ChainLink {
  const at = place(r.step.at);
  const base = { name: r.step.name, at };
  if (isGuard(r)) return { ...base, role: 'guard', why: `rejects callers without ${r.after?.what ?? 'identity'}` };
  if (r.unknown !== undefined) return { ...base, role: 'unknown', why: r.unknown };
  if (r.optional) return { ...base, role: 'optional-guard', why: 'accepts callers without credentials' };
  if (r.neutral) return { ...base, role: 'other', why: 'does nothing about authentication' };
  const rejects = r.events.some((e) => e.kind === 'rejects');
  if (rejects) return { ...base, role: 'optional-guard', why: 'rejects some callers, but lets callers without identity through' };
  return { ...base, role: 'other', why: 'never rejects a caller for lack of identity' };
}

type Auth = Route['auth'];

function concludeAuth(draft: RouteDraft, results: readonly StepResult[], place: Place): Auth {
  const evidence: Evidence[] = [];
  const verdict = (v: AuthVerdict, reason: string): Auth => ({ verdict: v, evidence, reason });
  for (const r of results) {
    if (isStrong(r.after) && r.before?.what !== r.after.what) {
      evidence.push({
        at: place(r.after.at),
        what: `${r.step.role === 'middleware' ? `\`${r.step.name}\` requires ` : 'the handler requires '}${r.after.what}`,
      });
    }
  }
  const last = results.at(-1);
  const passedTo = results.length === draft.steps.length || draft.steps.length === 0;
  const proof = last?.before;
  const issued = results
    .filter((r) => r.step.shared !== true)
    .flatMap((r) => r.events)
    .find((e) => e.kind === 'issues-credential' && e.known !== true);
  const isSignIn = issued?.kind === 'issues-credential' && !isStrong(proof) && (last?.after?.byInput === true || !isStrong(last?.after));
  if (isStrong(proof) && !isSignIn) return verdict('required', evidence[0]?.what ?? proof.what);
  const inside = last === undefined ? undefined : handlerProof(last);
  if (inside !== undefined && !isSignIn) {
    evidence.push({ at: place(inside.at), what: inside.what });
    return verdict('required', inside.what);
  }
  if (last !== undefined && isStrong(last.after) && !isSignIn) return verdict('required', last.after.what);
  if (issued?.kind === 'issues-credential') {
    evidence.splice(0);
    evidence.push({ at: place(issued.at), what: `signs callers in or up with \`${issued.callee}\`` });
    return verdict('public', `it signs callers in or up (\`${issued.callee}\`)`);
  }
  if (!passedTo && last !== undefined && losesTrack(last.step, last.events)) {
    return verdict('unknown', `\`${last.step.name}\` never calls next() in a way that could be followed`);
  }
  if (!passedTo && last !== undefined && refusesAll(last)) return verdict('required', `\`${last.step.name}\` refuses every caller`);
  const weak = last?.before?.weak === true ? last.before : last?.after?.weak === true ? last.after : undefined;
  const tested = weak?.what ?? (last === undefined ? undefined : presenceTested(last));
  if (tested !== undefined) return verdict('unknown', `only ${tested} is tested`);
  for (const r of results) {
    if (r.unknown !== undefined) return verdict('unknown', `\`${r.step.name}\`: ${r.unknown}`);
    const call = r.events.find((e) => e.kind === 'unknown-call' && !e.proven);
    if (call?.kind === 'unknown-call') {
      evidence.push({ at: place(call.at), what: `\`${call.callee}\` gets the request: ${call.why}` });
      return verdict('unknown', `\`${call.callee}\` gets the request and could not be followed: ${call.why}`);
    }
  }
  if (draft.partial !== undefined) return verdict('unknown', draft.partial);
  const delegated = last?.events.find((e) => e.kind === 'delegates');
  if (delegated?.kind === 'delegates') return verdict('public', `it hands requests on to ${delegated.to}, which decide who may call them`);
  const optional = results.find(
    (r) =>
      r.optional ||
      (r.step.role === 'middleware' &&
        !isGuard(r) &&
        r.events.some((e) => e.kind === 'credential') &&
        r.events.some((e) => e.kind === 'rejects' && e.status !== undefined && e.status < 404 && !sendsOn(r, e.status, e.at))),
  );
  if (optional !== undefined)
    return verdict('optional', `\`${optional.step.name}\` rejects bad credentials but lets callers without any through`);
  const leaving = results.find((r) => r.leavesOut);
  if (leaving !== undefined) return verdict('public', `\`${leaving.step.name}\` names it among its exceptions`);
  return verdict('none', 'no guard runs before it and its code tests no identity');
}

/** A redirect of callers whose identity has been tested: who is signed in has no business on the page for signing in. */
const sendsOn = (r: StepResult, status: number, at: Location): boolean =>
  status < 400 && r.events.some((e) => e.kind === 'answer' && e.proven && e.at.file === at.file && e.at.start === at.start);

/** A middleware that answers every request itself, and none of them well. */
function refusesAll(r: StepResult): boolean {
  const answers = r.events.filter((e) => e.kind === 'answer');
  return r.step.role === 'middleware' && answers.length > 0 && answers.every((e) => e.status === 401 || e.status === 403);
}

/** Identity tested inside the handler: every successful answer comes after the proof. */
function handlerProof(r: StepResult): Proof | undefined {
  const answers = r.events.filter((e) => e.kind === 'answer');
  const successes = answers.filter((e) => e.status === undefined || e.status < 300);
  const redirects = answers.filter((e) => e.status !== undefined && e.status >= 300 && e.status < 400);
  const counted = successes.length > 0 ? successes : redirects;
  const sentAway = successes.length === 0 && counted.some((e) => e.proven) && changesProven(r);
  if (counted.length === 0 || !(sentAway || counted.every((e) => e.proven))) return undefined;
  const rejection = r.events.find((e) => e.kind === 'rejects');
  const first = counted.find((e) => e.proven);
  return { at: rejection?.at ?? first?.at ?? r.step.at, what: 'it answers only callers whose identity it has tested' };
}

/** What callers have to bring, be it whatever they like, for every answer that is none of refusal. */
function presenceTested(r: StepResult): string | undefined {
  const answers = r.events.filter((e) => e.kind === 'answer').filter((e) => e.status === undefined || e.status < 400);
  return answers.every((e) => e.proven || e.presence !== undefined) ? answers.find((e) => e.presence !== undefined)?.presence : undefined;
}

/** It changes something, and only for callers whose identity it has tested: where else it redirects, it does nothing. */
function changesProven(r: StepResult): boolean {
  const changes = r.events.filter((e) => e.kind === 'store' && e.access !== 'read');
  return changes.length > 0 && changes.every((e) => e.kind === 'store' && e.proven);
}

function inputsOf(events: readonly FlowEvent[], place: Place): readonly HandlerInput[] {
  const reads = new Map<string, Extract<FlowEvent, { kind: 'input' }>>();
  for (const e of events) {
    if (e.kind !== 'input') continue;
    const key = `${e.part}.${e.path}`;
    if (!reads.has(key)) reads.set(key, e);
  }
  const validated = distinct(events.filter((e) => e.kind === 'validated'));
  const result: HandlerInput[] = [];
  for (const [key, e] of reads) {
    if (e.path === '' && [...reads.keys()].some((other) => other !== key && other.startsWith(`${e.part}.`))) continue;
    const by = validated.find((v) => v.part === e.part && (v.path === '' || v.path === e.path || e.path.startsWith(`${v.path}.`)));
    result.push({
      part: e.part,
      path: e.path,
      at: place(e.at),
      validated: by !== undefined,
      ...(by !== undefined && { validator: { at: place(by.at), what: by.what } }),
    });
  }
  return result;
}

/** The first of those that speak of the same input. */
function distinct<T extends { readonly part: InputPart; readonly path: string }>(events: readonly T[]): readonly T[] {
  const first = new Map<string, T>();
  for (const e of events) if (!first.has(`${e.part}.${e.path}`)) first.set(`${e.part}.${e.path}`, e);
  return [...first.values()];
}

const judgedParts: readonly InputPart[] = ['body', 'query', 'arguments', 'files'];

function concludeValidation(inputs: readonly HandlerInput[], events: readonly FlowEvent[]): Route['validation'] {
  const judged = inputs.filter((i) => judgedParts.includes(i.part));
  const verdict = (v: ValidationVerdict, reason: string) => ({ verdict: v, reason });
  if (judged.length === 0) {
    const any = events.some((e) => e.kind === 'validated');
    return any ? verdict('yes', 'what it reads is validated') : verdict('none', 'it reads no body and no query');
  }
  const good = judged.filter((i) => i.validated);
  if (good.length === judged.length) return verdict('yes', `validated by \`${good[0]?.validator?.what ?? ''}\``);
  return good.length > 0
    ? verdict('partial', `${judged.length - good.length} of ${judged.length} inputs are not validated`)
    : verdict('no', 'nothing validates what it reads');
}

function rolesOf(events: readonly FlowEvent[]): readonly string[] {
  return [...new Set(events.flatMap((e) => (e.kind === 'role' ? [e.role] : [])))].sort();
}
