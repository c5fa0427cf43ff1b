/** What a route is for, as far as the words of its path tell. */

/** Words of a path that say that anyone is meant to call it. */
interface Purpose {
  /** Between the separators of a path; no capturing groups. */
  readonly words: string;
  /** Why anyone may call such a route, where one would propose it as public. */
  readonly reason?: string;
  /** Methods with which it is proposed; all where not given. */
  readonly methods?: readonly string[];
  /** Proposed only where the path has no parameters: one makes it the status or the documents of a single thing. */
  readonly plain?: true;
}

const reads = ['GET', 'HEAD', 'ALL', 'QUERY'];

const purposes: readonly Purpose[] = [
  { words: 'sign-?up|register|registration', reason: 'Sign-up' },
  { words: 'sign-?out|log-?out', reason: 'Sign-out' },
  { words: 'log-?in|sign-?in|oauth2?|sso|saml', reason: 'Sign-in' },
  { words: 'csrf(?:-?token)?|refresh(?:-?token)?', reason: 'Part of the sign-in' },
  {
    words:
      'forgot(?:-?pw|-?pass(?:word)?)?|reset-?(?:pw|pass(?:word)?)|(?:pw|pass(?:word)?)[-/]?(?:reset|forgot|recover[a-z]*)|(?:auth|accounts?)/(?:reset|recover|recovery)',
    reason: 'Password reset, for callers who cannot sign in',
  },
  {
    words: 'resend-?(?:e?mail|verification|confirmation|code|otp|link)|verify-?(?:email|(?:[a-z]+-)*token)',
    reason: 'Confirmation by a link that was sent to the caller',
  },
  { words: 'webhooks?', reason: 'Webhook; its signature has to be checked', methods: ['POST', 'ALL'] },
  { words: 'health[a-z]*|liveness|readiness|ready|live|ping', reason: 'Health check', methods: reads, plain: true },
  { words: 'status|version', reason: 'Status of the service', methods: reads, plain: true },
  { words: 'docs?|swagger|openapi', reason: 'Documentation', methods: reads, plain: true },
  { words: 'favicon[.a-z]*|robots[.a-z]*|sitemap[.a-z]*|well-known', reason: 'Asked for by browsers and crawlers', methods: reads },
  {
    words:
      'confirm|activate|callback|metrics|contact|newsletter|subscribe|unsubscribe|feedback|csp-?(?:report|violation)s?|telemetry|beacons?|diagnostics?|(?:js|client)-?errors?',
  },
];

const toPattern = (words: string): RegExp => new RegExp(`(?:^|[/_.-])(?:${words})(?:[/_.-]|$)`, 'i');
const anyPurpose = toPattern(purposes.map(({ words }) => words).join('|'));
const known = purposes.map((purpose) => ({ ...purpose, pattern: toPattern(purpose.words) }));

/** Paths below which everything belongs to somebody, whatever a status or documents there are called. */
const ofSomebody = /(?:^|\/)(?:admin|internal|users?|accounts?|orders?|payments?|invoices?|customers?|me|private)(?:\/|$)/i;

/** True where the path, or an action's or a procedure's name in the form of one, says that the route is meant to be open. */
export function isOpenByPath(words: string): boolean {
  return anyPurpose.test(words);
}

/** Why anyone may call the route, where one can propose it as public by its path alone. */
export function purposeOf(method: string, words: string): string | undefined {
  return known.find(
    ({ reason, methods, plain, pattern }) =>
      reason !== undefined &&
      (methods === undefined || methods.includes(method)) &&
      (plain !== true || !(/\/:[^/]*[^/?*+](?:\/|$)/.test(words) || ofSomebody.test(words))) &&
      pattern.test(words),
  )?.reason;
}

/** The path, or the name of an action or a procedure in the form of one: `user.resetPassword` is `user/reset-password`. */
export function wordsOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return namedMethods.has(method) ? path.replace(/([a-z])([A-Z])/g, '$1-$2').replaceAll('.', '/') : path;
}

const namedMethods: ReadonlySet<string> = new Set(['ACTION', 'QUERY', 'MUTATION', 'SUBSCRIPTION']);
