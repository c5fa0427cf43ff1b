import type { FlowEvent } from '../../flow/index.ts';
import type { RouteRun } from '../../frameworks/run-route.ts';
import { findAccess } from '../../policy/index.ts';
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
  const effect = run.events.find((e) => isEffect(e));
  return effect === undefined ? undefined : { ...(header !== undefined && { header }), effect };
}

const isSignatureHeader = (e: FlowEvent): e is Extract<FlowEvent, { kind: 'input' }> =>
  e.kind === 'input' && e.part === 'headers' && signatureHeader.test(e.path);

/** Something is changed, or the body goes somewhere. */
function isEffect(e: FlowEvent): e is WebhookEvidence['effect'] {
  if (e.kind === 'store') return e.access !== 'read' || e.taints.some(({ part }) => part === 'body');
  return (e.kind === 'sink' || e.kind === 'passed-on') && e.taints.some(({ part }) => part === 'body');
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
