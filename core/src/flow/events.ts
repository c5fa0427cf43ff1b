import type { Danger, LibraryKey } from '../libraries/index.ts';
import type { InputPart, Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import type { CallRecord, RowOf, Taint, Value } from './value.ts';

/** What happens while a route's functions run, as far as rules care. Locations name the expression concerned. */
export type FlowEvent =
  /** Input reaches a dangerous place. `call` is the whole call. */
  | {
      readonly kind: 'sink';
      readonly danger: Danger;
      readonly row: RowOf<'sink'>;
      readonly taints: readonly Taint[];
      readonly at: Location;
      readonly call: Location;
      readonly callee: string;
    }
  /** A token or a cookie that was read and not verified is tested as if it said who the caller is. */
  | { readonly kind: 'unverified-test'; readonly at: Location; readonly what: string }
  /** A credential was verified, or the one who issued it was asked. */
  | { readonly kind: 'verified'; readonly at: Location }
  /** Values are kept or looked up. */
  | {
      readonly kind: 'store';
      readonly access: 'read' | 'write' | 'delete';
      readonly taints: readonly Taint[];
      /** Those whose keys become fields of what is kept. */
      readonly records?: readonly Taint[];
      /** Those of them that are records as a whole, with whatever fields the caller gave them. */
      readonly whole?: readonly Taint[];
      /** The fields of the record that the program names, with what of the input is in each. */
      readonly fields?: readonly KeptField[];
      readonly at: Location;
      readonly callee: string;
      readonly proven: boolean;
      /** Whose they are decides: something of the caller is among what the call was given. */
      readonly byCaller?: true;
      /** What of a token or a cookie that nobody has verified is among what the call was given. */
      readonly byUnverified?: string;
    }
  /** Input is compared with something of the caller's identity. */
  | { readonly kind: 'compared-with-caller'; readonly taints: readonly Taint[]; readonly at: Location }
  | { readonly kind: 'input'; readonly part: InputPart; readonly path: string; readonly at: Location }
  /** What stands for the caller was looked at. */
  | { readonly kind: 'credential'; readonly at: Location }
  | {
      readonly kind: 'validated';
      readonly part: InputPart;
      readonly path: string;
      readonly at: Location;
      readonly what: string;
      /** It refuses nothing: its result says what it found. */
      readonly tells?: Tells;
    }
  /** A parameter's class has validation rules, and nothing applies them. `pipe`: what would; `declared`: where the class is. */
  | {
      readonly kind: 'unapplied-schema';
      readonly part: InputPart;
      readonly schema: string;
      readonly pipe: string;
      readonly at: Location;
      readonly declared: Location;
    }
  /** The request is answered. `status` undefined when not known. `bare`: with no more than a yes or no, or nothing. `presence`: no more
   *  than the presence of this was tested before. */
  | {
      readonly kind: 'answer';
      readonly status: number | undefined;
      readonly at: Location;
      readonly proven: boolean;
      readonly bare?: boolean;
      readonly presence?: string;
    }
  /** An answer or `next()` after a refusal was sent without leaving. `dropped`: the refusal was made and never returned. */
  | {
      readonly kind: 'went-on';
      readonly refusal: Location;
      readonly refusalText: string;
      readonly at: Location;
      readonly what: string;
      readonly untested: boolean;
      readonly dropped?: boolean;
    }
  /** A check whose promise nobody awaits. `tested`: its (always truthy) promise is used as a condition. */
  | { readonly kind: 'not-awaited'; readonly at: Location; readonly what: string; readonly tested: boolean }
  /** `known`: the password is that of a caller who had been authenticated by then, and not by what a form sends. */
  | { readonly kind: 'issues-credential'; readonly at: Location; readonly what: string; readonly callee: string; readonly known?: boolean }
  /** A call that could not be followed and was given the request or a credential. */
  | { readonly kind: 'unknown-call'; readonly at: Location; readonly callee: string; readonly why: string; readonly proven: boolean }
  /** The request is handed to a server whose procedures are routes of their own. */
  | { readonly kind: 'delegates'; readonly at: Location; readonly to: string }
  /** A call that could not be followed and was given input. */
  | { readonly kind: 'passed-on'; readonly taints: readonly Taint[]; readonly at: Location; readonly callee: string }
  /** The caller's role, permission or the like is compared with a constant. */
  | { readonly kind: 'role'; readonly role: string; readonly at: Location }
  /** More than the caller's presence may matter here: something like a role is read, or the caller is handed on. */
  | { readonly kind: 'caller-used'; readonly at: Location }
  /** The request's method is read where it may be any. */
  | { readonly kind: 'asks-method'; readonly at: Location }
  | { readonly kind: 'rejects'; readonly at: Location; readonly status: number | undefined };

/** A field of a record that is kept, and the input that is its value. */
export interface KeptField {
  readonly name: string;
  readonly taints: readonly Taint[];
}

/** Fields of a validator's result; none where the result is a yes or no, or a list of errors. */
export interface Tells {
  readonly value?: string;
  readonly ok?: string;
  readonly error?: string;
  /** The value is there even where the input is wrong. */
  readonly keepsInput?: true;
}

/** Where events go; the machine's owner sets it while a route runs. */
export type Listener = (event: FlowEvent) => void;

/** A call as hooks of adapters see it. */
export interface CallEvent {
  readonly key: LibraryKey;
  readonly args: readonly Value[];
  readonly receiver: Value | undefined;
  readonly at: Location;
  readonly nameAt: Location;
  readonly expressions?: readonly (Expression | undefined)[];
  /** The call that made the callee: `SetMetadata(…)` for `SetMetadata(…)(target)`. */
  readonly made?: CallRecord;
}
