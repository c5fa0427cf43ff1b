import type { FlowEvent, Taint } from '../../flow/index.ts';
import type { RouteRun } from '../../frameworks/run-route.ts';
import { findAccess } from '../../policy/index.ts';
import { walkStatements } from '../../syntax/walk.ts';
import type { RuleContext } from './rule.ts';

/** What shows that a route receives the calls of another service. */
export interface WebhookEvidence {
  /** The header with the sender's signature, where the route reads one. */
  readonly header?: Extract<FlowEvent, { kind: 'input' }>;
  /** What the route does with the body of a call that anyone could have sent. */
  readonly effect: Extract<FlowEvent, { kind: 'store' | 'sink' | 'passed-on' }>;
}

const signatureHeader = /(^|-)signature(-|$)|^svix-|-hmac(-|$)|^x-hub-/i;
const receives = /(^|[/_-])webhooks?([/_-]|$)/i;

/**
 * A route that receives calls of another service and acts on them without looking at who sent them; undefined for any
 * other. It reads the header with a signature, or its path says webhook and it reads the body. Where the policy demands a
 * caller of it, the route is judged as any other.
 */
export function unverifiedWebhook(context: RuleContext, run: RouteRun): WebhookEvidence | undefined {
  const { method, path, certainty } = run.route;
  if ((method !== 'POST' && method !== 'ALL') || run.verdict !== 'none' || certainty === 'partial') return undefined;
  if (run.events.some((e) => e.kind === 'unknown-call' || e.kind === 'went-on' || e.kind === 'not-awaited')) return undefined;
  const entry = findAccess(context.policy(run.draft.file), method, path);
  if (entry !== undefined && entry.access.kind !== 'public') return undefined;
  const header = run.events.find(isSignatureHeader);
  if (header === undefined && (!receives.test(path) || isManagement(context, run))) return undefined;
  if (handsSignatureOn(run)) return undefined;
  const effects = run.events.filter(isEffect);
  const effect = effects.find((e) => e.kind !== 'passed-on') ?? effects[0];
  return effect === undefined || mayVerify(context, run) ? undefined : { ...(header !== undefined && { header }), effect };
}

const isSignatureHeader = (e: FlowEvent): e is Extract<FlowEvent, { kind: 'input' }> =>
  e.kind === 'input' && e.part === 'headers' && signatureHeader.test(e.path);

/** True where something that cannot be followed gets the signature: it may verify it. */
export function handsSignatureOn(run: RouteRun): boolean {
  const isSignature = ({ part, path }: Taint): boolean => part === 'headers' && signatureHeader.test(path);
  return run.events.some((e) => e.kind === 'passed-on' && !keepsRecord.test(e.callee) && e.taints.some(isSignature));
}

/** Something is changed, or the body goes somewhere. */
function isEffect(e: FlowEvent): e is WebhookEvidence['effect'] {
  if (e.kind === 'store') return e.access !== 'read' || e.taints.some(({ part }) => part === 'body');
  if (e.kind === 'passed-on' && keepsRecord.test(e.callee)) return false;
  return (e.kind === 'sink' || e.kind === 'passed-on') && e.taints.some(({ part }) => part === 'body');
}

/** What only writes down that something happened. */
const keepsRecord = /log|console|debug|\.(info|warn|error|trace)$/i;

/** Names of functions that may verify a signature in a way that could not be followed; they only keep the rule silent. */
const verifying = /hmac|verif|signature|timingsafe|constructevent|createhash|digest|unmarshal|isvalid|validate(request|webhook|event)/i;

/** True where code that runs for the route calls something that may be about the signature. */
function mayVerify(context: RuleContext, run: RouteRun): boolean {
  let found = false;
  for (const id of run.reads.functions) {
    const at = id.lastIndexOf(':');
    const fn = context.facts(id.slice(0, at))?.functions[Number(id.slice(at + 1))];
    if (fn === undefined) continue;
    walkStatements(fn.body, (e) => {
      if (e.k !== 'call') return;
      const name = e.callee.k === 'member' ? e.callee.property : e.callee.k === 'name' ? e.callee.name : '';
      found ||= verifying.test(name);
    });
  }
  return found;
}

/** `POST /webhooks` beside `GET /webhooks` or `DELETE /webhooks/:id` keeps a list of webhooks, and receives none. */
function isManagement(context: RuleContext, run: RouteRun): boolean {
  const { path } = run.route;
  const reads = run.events.some((e) => e.kind === 'input' && e.part === 'body');
  const listed = context
    .siblings(run)
    .some(
      ({ route }) =>
        route !== run.route &&
        route.method !== 'POST' &&
        (route.path === path || route.path.startsWith(`${path}/:`) || path.startsWith(`${route.path}/:`)),
    );
  return !reads || listed || /\/(test|simulate|replay|retry)[^/]*$/i.test(path);
}
