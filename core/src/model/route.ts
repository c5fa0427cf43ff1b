import type { PlacedLocation } from './location.ts';

/** `METHOD /full/path` plus the registration's place, unique in a workspace: `GET /users/:id@src/users.ts:120`. */
export type RouteId = string;

export type AuthVerdict = 'required' | 'optional' | 'public' | 'none' | 'unknown';
export type ValidationVerdict = 'yes' | 'partial' | 'no' | 'none' | 'unknown';

/** A place that supports a verdict, and what is to be seen there ("`requireUser` rejects with 401 without `req.session.userId`"). */
export interface Evidence {
  readonly at: PlacedLocation;
  readonly what: string;
}

/** The part of a request that a value was read from. */
export type InputPart = 'body' | 'query' | 'params' | 'headers' | 'cookies' | 'files' | 'arguments';

/** One input that the route's code reads. */
export interface HandlerInput {
  readonly part: InputPart;
  /** Dotted field path below the part, empty when the part is read whole. */
  readonly path: string;
  readonly at: PlacedLocation;
  readonly validated: boolean;
  /** What validated it, where something did. */
  readonly validator?: Evidence;
}

/** One function that runs before or around the handler, in the order they run. */
export interface ChainLink {
  /** As written: `requireUser`, `passport.authenticate('jwt')`, `proxy`. */
  readonly name: string;
  readonly at: PlacedLocation;
  /** What the analysis concluded: rejects callers without identity, lets some through, only attaches, is no guard, or could not be read. */
  readonly role: 'guard' | 'optional-guard' | 'attaches' | 'other' | 'unknown';
  readonly why: string;
}

export interface Route {
  readonly id: RouteId;
  /** `GET` …, `ALL`; `ACTION` for a server action; `QUERY`, `MUTATION`, `SUBSCRIPTION` for procedures. */
  readonly method: string;
  /** Full path with every prefix; params as `:name`, wildcard as `*name` or `*`; a server action's exported name. */
  readonly path: string;
  readonly framework: string;
  /** The registration (the call's method and path, or the exported name). */
  readonly at: PlacedLocation;
  /** The handler's own function where it was found. */
  readonly handler?: PlacedLocation;
  readonly chain: readonly ChainLink[];
  readonly auth: { readonly verdict: AuthVerdict; readonly evidence: readonly Evidence[]; readonly reason: string };
  readonly roles: readonly string[];
  readonly validation: { readonly verdict: ValidationVerdict; readonly reason: string };
  readonly inputs: readonly HandlerInput[];
  /** `partial` where a prefix or the mount could not be followed. */
  readonly certainty: 'full' | 'partial';
}
