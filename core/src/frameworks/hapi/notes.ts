import type { ObjectId, Value } from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';

/** A path as registered; `known: false` where (part of) it could not be evaluated. */
export interface Path {
  readonly text: string;
  readonly known: boolean;
}

/** A function of the life of a request. */
export interface Handler {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

/** `auth: false`, `auth: 'jwt'`, `auth: { strategies, mode, scope }`. Without strategies: those of the default. */
export interface AuthSetting {
  readonly on: boolean;
  readonly strategies: readonly string[] | undefined;
  readonly mode: string | undefined;
  readonly scope: readonly string[];
  readonly at: Location;
  /** False where it could not be evaluated. */
  readonly known: boolean;
}

/** A part of the request with its schema. `enforced: false`: failures are only logged or ignored. */
export interface Validation {
  readonly part: InputPart;
  readonly field: string;
  readonly at: Location;
}

export const extensionPoints = ['onRequest', 'onPreAuth', 'onCredentials', 'onPostAuth', 'onPreHandler'] as const;
export type ExtensionPoint = (typeof extensionPoints)[number];

export interface Extension {
  readonly point: ExtensionPoint;
  readonly handler: Handler;
}

/** `{ method, assign }` among a route's `pre`. */
export interface Prerequisite {
  readonly handler: Handler;
  readonly assign: string | undefined;
}

export interface RouteSettings {
  readonly methods: readonly string[];
  readonly path: Path;
  readonly auth: AuthSetting | undefined;
  readonly extensions: readonly Extension[];
  readonly validate: readonly Validation[];
  readonly pre: readonly Prerequisite[];
  readonly handler: Handler | undefined;
  readonly at: Location;
}

/** What happened to the servers of a program, in order. */
export type HapiNote =
  /** `Hapi.server()`, or what a plugin is given of it. `detached`: made for a parameter whose caller is not known. */
  | {
      readonly kind: 'server';
      readonly id: ObjectId;
      /** The server that the plugin was registered on, and where. */
      readonly parent: { readonly id: ObjectId; readonly at: Location } | undefined;
      readonly prefix: Path | undefined;
      /** The prefix stands in place of the parent's. */
      readonly replaces: boolean;
      readonly detached: boolean;
    }
  | { readonly kind: 'route'; readonly on: ObjectId; readonly route: RouteSettings }
  | { readonly kind: 'extension'; readonly on: ObjectId; readonly extension: Extension }
  | { readonly kind: 'scheme'; readonly on: ObjectId; readonly name: string; readonly make: Value }
  | {
      readonly kind: 'strategy';
      readonly on: ObjectId;
      readonly name: string;
      readonly scheme: string;
      readonly options: Value;
      readonly at: Location;
    }
  | { readonly kind: 'default'; readonly on: ObjectId; readonly auth: AuthSetting }
  | {
      readonly kind: 'decoration';
      readonly on: ObjectId;
      readonly target: 'request' | 'toolkit';
      readonly name: string;
      readonly value: Value;
    };
