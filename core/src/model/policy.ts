import type { Severity } from './finding.ts';
import type { Span } from './location.ts';

/** Who may call a route, as the team's policy puts it. */
export type Access =
  | { readonly kind: 'public'; readonly reason: string }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] };

export interface AccessEntry {
  /** `*` or an upper-case method list. */
  readonly methods: readonly string[] | '*';
  /** Route pattern: literal segments, `:param` (any one segment), `*` (one segment), `**` (any rest). */
  readonly pattern: string;
  readonly access: Access;
  /** Where the entry stands in the policy file. */
  readonly span: Span;
}

/** A function the team declares to be a guard: `src/auth.ts#requireUser`, `@acme/auth#requireUser`. */
export interface GuardEntry {
  readonly module: string;
  readonly name: string;
  /** `middleware`/`wrapper` rejects when applied; `call` throws or rejects when called in a handler; `identity` returns a falsy value without identity. */
  readonly kind: 'middleware' | 'wrapper' | 'call' | 'identity';
  readonly span: Span;
}

export type RuleLevel = Severity | 'off';

/** The effective policy of one policy file after `extends`. */
export interface Policy {
  /** The policy file, relative to the root; undefined for the built-in default. */
  readonly file?: string;
  /** Folder the policy governs (relative to the root, '' for all). */
  readonly folder: string;
  readonly access: readonly AccessEntry[];
  readonly guards: readonly GuardEntry[];
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Hosts for which plain HTTP is accepted. */
  readonly insecureHosts: readonly string[];
  /** Globs of files to leave out. */
  readonly exclude: readonly string[];
}
