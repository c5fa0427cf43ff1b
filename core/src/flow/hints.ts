/**
 * Names as hints, used only where code cannot be read: whether something unknown might be about the caller's identity.
 * They never make a guard; they decide between "cannot prove" and "not about authentication".
 */
const identityWords =
  /auth|jwt|token|session|passport|log-?in|sign-?in|oidc|saml|sso|acl|rbac|permi|role|guard|protect|secur|identity|keycloak|user|account|access|firewall|credential|verif|requir|check|assert|ensure|admin|member|tenant|owner|api-?key/i;

/** A function or package whose name speaks of identity, or a package of an organisation's own scope. */
export function mayConcernIdentity(name: string): boolean {
  return identityWords.test(name);
}

const asks =
  /(^|\.)(auth|protect|(get|find|load|fetch|current|require|verify|assert|ensure|check|validate|with)\w*(auth|session|user|admin|permission|access|log-?in|sign-?in|token|member|role|caller|principal)\w*|currentUser|\w*session)$/i;

/** The name of a call that may find out about the caller without being given the request. */
export function asksForCaller(name: string): boolean {
  return asks.test(name);
}

const rights = /role|permi|scope|group|claim|admin|owner|right|grant|acl|polic|allow|privilege|level|rank|type|tier|plan|member|abilit/i;
/** `isStaff`, `user.hasAccess`, `userCanEdit`, `has_access`, `IS_STAFF`; not `prisma.issue`. */
const asksIf = /(^|[._])(can|has|is|Can|Has|Is)[A-Z_]|[a-z\d](Can|Has|Is)[A-Z]|(^|[._])(CAN|HAS|IS)_/;

/** True for the name of a field, or a guard, that says what a caller may do rather than who it is. */
export const isAboutRights = (name: string): boolean => rights.test(name) || asksIf.test(name);

/** The package of a library key: `pg#Pool` → `pg`. */
export function packageOf(key: string): string {
  return key.replace(/^new /, '').split('#')[0] ?? key;
}

/** A callee without what is given on the way to it: `knex('users').where` → `knex().where`. */
export const calleeOf = (name: string): string => name.replace(/\([^()]*\)/g, '()');

/** The name of a header in which a secret is sent: `x-webhook-secret`, `x-internal-token`. */
export const isSecret = (name: string): boolean =>
  /secret|token|signature|password|passphrase|(^|[-_])(api|access|auth|internal|service)[-_]?key$/i.test(name);
