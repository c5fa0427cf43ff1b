import type { Severity } from './finding.ts';
import type { PlacedLocation } from './location.ts';

/** Who may call a route, as the team's policy puts it. */
export type Access =
  | { readonly kind: 'public'; readonly reason: string }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] };

/** One line of a policy's access list. The first entry that matches a route decides. */
export interface AccessEntry {
  /** `*` or an upper-case method list. */
  readonly methods: readonly string[] | '*';
  /** Route pattern: literal segments, `:param` (any one segment), `*` (one segment), `**` (any number, zero included). */
  readonly pattern: string;
  /** {@link pattern} cut into segments, ready for matching; the first is '' where the pattern starts with `/`. */
  readonly segments: readonly string[];
  readonly access: Access;
  /** The entry's `route` text, in the file it was written in (which may be one that the policy extends). */
  readonly at: PlacedLocation;
}

/** A function the team declares to be a guard: `src/auth.ts#requireUser`, `@acme/auth#requireUser`. */
export interface GuardEntry {
  /** A file of the workspace (relative to the root) or a package specifier as imported. */
  readonly module: string;
  /** The exported name; `default` for the default export. */
  readonly name: string;
  /** `middleware`/`wrapper` rejects when applied; `call` throws or rejects when called in a handler; `identity` returns a falsy value without identity. */
  readonly kind: 'middleware' | 'wrapper' | 'call' | 'identity';
  /** The entry's `function` text, in the file it was written in. */
  readonly at: PlacedLocation;
}

/** The severity a policy gives a rule, or `off`. */
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
  /** Hosts (lower case, `host` or `host:port`) for which plain HTTP is accepted. */
  readonly insecureHosts: readonly string[];
  /** Globs of files to leave out, relative to {@link folder}. */
  readonly exclude: readonly string[];
}
