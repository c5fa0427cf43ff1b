/**
 * Library knowledge as rows. A row says what one function or member of one package does, in the engine's own terms;
 * the engine knows no package by name.
 *
 * Keys. A value that comes from a package is known by a key `module#path`: `pg#Pool` (an export), `pg#<client>` (a
 * value of a type the library declares), `pg#<client>.query` (its member). `import x from 'm'`, `import * as x from 'm'`
 * and `require('m')` meet: a `default.` at the start of a path is dropped, and calling or constructing the module itself
 * is calling its `default` export. Globals live in the module `global`: `global#fetch`, `global#JSON.parse`.
 * Awaiting a value does not change its key.
 */
import type { InputPart } from '../model/index.ts';

/** The kinds of danger a value can carry to a sink. A sanitizer removes some of them. */
export const dangers = [
  'sql',
  'nosql',
  'shell',
  'path',
  'url',
  'html',
  'redirect',
  'code',
  'log',
  'header',
  'regex',
  'template',
  'serialized',
  'xml',
  'keys',
] as const;
export type Danger = (typeof dangers)[number];

/** How a value of a declared type comes to be. */
export type Origin =
  /** The export itself is such a value (`z`). */
  | { readonly by: 'export'; readonly name: string }
  /** `new name()`. */
  | { readonly by: 'construct'; readonly name: string }
  /** `name()`. */
  | { readonly by: 'call'; readonly name: string }
  /** `value.method()` on a value of `type`, the promise's value included. */
  | { readonly by: 'method'; readonly type: string; readonly name: string }
  /** `value.name` on a value of `type`. */
  | { readonly by: 'property'; readonly type: string; readonly name: string }
  /** Every method call on a value of `type` that nothing else explains (fluent builders). */
  | { readonly by: 'any-method'; readonly type: string }
  /** Parameter `parameter` of the function given as argument `argument` to a call of `target`. */
  | { readonly by: 'callback'; readonly target: Target; readonly argument: number; readonly parameter: number }
  /** Whatever is declared to be of that exported type (`pool: Pool`). */
  | { readonly by: 'annotation'; readonly name: string }
  /** A class that extends that export, its instances included. */
  | { readonly by: 'extends'; readonly name: string };

/** What a row is about: an export (`verify`, `webhooks.constructEvent`), or a member of a declared type. */
export type Target = { readonly export: string } | { readonly type: string; readonly member: string } | { readonly construct: string };

/** Where in a call a value stands: an argument, a field (dotted: one of a field) of an argument object, the template's holes, or the receiver. */
export type Place = { readonly argument: number; readonly field?: string } | { readonly holes: true } | { readonly receiver: true };

/** A condition on an option of the call: `{ argument: 0, field: 'credentialsRequired', is: false }`. */
export interface OptionIs {
  readonly argument: number;
  /** Undefined for the argument itself. */
  readonly field?: string;
  readonly is: string | number | boolean | 'present' | 'absent';
}

/** Whose SQL a statement is written in, where it matters for how its text is read. */
export type SqlDialect = 'PostgreSQL' | 'MySQL' | 'SQLite';

/** How placeholders are written and where their values go; what fixes need to know. */
export interface QueryParameters {
  /** `$1`, `?`, `:name`, `@name`; `driver`: as the driver's own, which gets the text as it is. */
  readonly style: 'dollar' | 'question' | 'colon' | 'at' | 'driver';
  /** `drivers`: the package the project depends on says it. */
  readonly dialect?: SqlDialect | { readonly drivers: Readonly<Record<string, SqlDialect>> };
  /** `argument`: an array (for `colon`, an object) at that index; `rest`: further arguments of the same call;
   *  `statement`: arguments of the execution method called on the result (`prepare(sql).all(x)`); `field`: a field of the
   *  query object; `option`: an array in a field of an options object; `holes`: of a tagged template alone. */
  readonly values:
    | { readonly in: 'argument'; readonly index: number }
    | { readonly in: 'rest'; readonly from: number }
    | { readonly in: 'statement'; readonly methods: readonly string[] }
    | { readonly in: 'field'; readonly name: string }
    | { readonly in: 'option'; readonly argument: number; readonly name: string }
    | { readonly in: 'holes' };
  /** `IN (…)`: `any-array` (`= ANY($1)`), `expand-array` (driver expands `IN (?)`), `spread` (one placeholder each). */
  readonly lists: 'any-array' | 'expand-array' | 'spread';
  /** No parameter can stand in LIMIT and OFFSET: a number has to stand in the text. */
  readonly limit?: 'inline';
  /** The server is told the type that a value has in JavaScript: text is not taken for a number or a uuid. */
  readonly typed?: true;
  /** A tagged-template form on the same receiver that takes holes as parameters: `$queryRaw`; '' where the receiver itself is the tag. */
  readonly tag?: string;
  /** Exports for the tag's holes: what makes a list of parameters, and what makes text of the statement itself. Without
   *  the first, a list is bound as an array. `module` is undefined where it differs from project to project. */
  readonly pieces?: { readonly module?: string; readonly list: string; readonly raw: string };
}

/** What becomes of keys that a schema does not name. */
export type UnknownKeys = 'stripped' | 'rejected' | 'kept';

/** What browsers take for markup where no content type was set: any `text`, text that is `leading` with `<`, text in which
 *  a tag can be `sniffed`, or nothing that is not `typed`. */
export type Markup = 'text' | 'leading' | 'sniffed' | 'typed';

export type Row =
  /** A dangerous place. `text: true` on SQL sinks whose argument is statement text. */
  | {
      readonly row: 'sink';
      readonly target: Target;
      readonly danger: Danger;
      readonly at: Place;
      readonly parameters?: QueryParameters;
      readonly note?: string;
      /** What the input is there, where it is not what the danger says: `the options of a template`. */
      readonly as?: string;
      /** Of a filter: fields with these names hold what is compared, which is no filter again. */
      readonly operands?: readonly string[];
      /** Dangerous only so: `{ shell: true }`, or without `{ root }`. */
      readonly only?: OptionIs;
      /** Dangerous only where this argument is one of these texts: `sh`. */
      readonly named?: { readonly argument: number; readonly is: readonly string[] };
      /** What stands inside of an array or object counts: all of it, or what follows one of these texts. */
      readonly inside?: 'all' | { readonly after: readonly string[] };
      /** Harmless as well for input that one of these was taken out of. */
      readonly orWithout?: readonly Danger[];
      /** Only an input as a whole, such as the whole query. */
      readonly whole?: true;
      /** Only a field that the program names, not one of input that is given as a whole. */
      readonly written?: true;
      /** Only where the project depends on versions of a package that are all before this one. */
      readonly below?: Readonly<Record<string, string>>;
      /** Refuses `..`: a path has to be worked out before, or be all input. */
      readonly refusesDots?: true;
      /** Markup only so: see `Markup`. */
      readonly markup?: Markup;
      /** Headers of the answer that the call makes; otherwise those count that were set before. */
      readonly headers?: Place;
    }
  /** Values that are kept or looked up: what makes unvalidated input matter. */
  | {
      readonly row: 'store';
      readonly target: Target;
      readonly at: Place;
      readonly access: 'read' | 'write' | 'delete';
      /** What stands there is a record, kept with all the fields that it has. `within`: or fields of it are (`$set`); `fields`:
       *  where the call may list those that are kept. */
      readonly record?: { readonly within?: readonly string[]; readonly fields?: Place };
    }
  /** A call that validates `input`. `result`: the returned value is the validated one (throws otherwise); a record
   *  with the named fields (must be consulted); a boolean about the input; nothing (throws). */
  | {
      readonly row: 'validator';
      readonly target: Target;
      readonly input: Place;
      readonly result:
        | 'value'
        | 'boolean'
        | 'nothing'
        | {
            readonly value: string;
            readonly ok?: string;
            readonly error?: string;
            /** The value is there even where the input is wrong. */
            readonly keepsInput?: true;
          };
      readonly async?: boolean;
      /** Unknown keys: stripped, rejected, or kept in the result. */
      readonly unknownKeys: UnknownKeys;
      /** What it accepts has none of these in it: all of them for a number, an id and the like. */
      readonly removes?: readonly Danger[] | 'all';
    }
  /** Declares fields of the request, to be checked when a validator is given the request. The first call of those that made
   *  it names them in its first argument; `parts`: where they are looked for, by the name of that call. */
  | {
      readonly row: 'declares-input';
      readonly target: Target;
      readonly parts: Readonly<Record<string, readonly InputPart[]>>;
      /** Calls after which nothing dangerous is left of the fields: `isInt`. */
      readonly harmless?: readonly string[];
    }
  /** A middleware (or the call that makes one) that validates parts of the request and rejects otherwise. `parts` fixed, read from
   *  the keys of an argument object, or named by an argument that is text. */
  | {
      readonly row: 'validating-middleware';
      readonly target: Target;
      readonly parts:
        | readonly InputPart[]
        | { readonly keysOf: number; readonly map: Readonly<Record<string, InputPart>> }
        | { readonly named: number; readonly map: Readonly<Record<string, InputPart>> };
      readonly made: 'call' | 'self';
      /** With this option, it validates nothing. */
      readonly except?: OptionIs;
    }
  /** Authentication. `as`: `middleware` the value itself is applied, `middleware-factory` the call's result is,
   *  `call` it is called with the request or credential inside a function, `wrapper` it is called with the handler.
   *  `does`: `enforces` rejects by itself; `attaches` gives an identity or a falsy value that must be tested;
   *  `verifies` throws (or gives an error to its callback) on a bad credential; `checks` returns a boolean;
   *  `optional` lets everybody through; `signs-in` checks the credentials of a sign-in form; `decodes` reads without verifying; `signature` verifies a webhook's sender. */
  | {
      readonly row: 'guard';
      readonly target: Target;
      readonly as: 'middleware' | 'middleware-factory' | 'call' | 'wrapper';
      readonly does: 'enforces' | 'attaches' | 'verifies' | 'checks' | 'optional' | 'decodes' | 'signature' | 'signs-in';
      readonly async?: boolean;
      /** With this option, it `does` that instead. */
      readonly except?: readonly { readonly when: OptionIs; readonly does: 'enforces' | 'optional' | 'attaches' | 'signs-in' }[];
      /** For `decodes`: what is read does not say who the caller is, or is compared with something before it counts. */
      readonly claims?: false;
      /** For `attaches` and `decodes`: dotted path in the result that is falsy without identity, where the result itself never is (`userId`). */
      readonly identity?: readonly string[];
      /** Called as `(error, identity) => …` at this argument index, when given. */
      readonly callback?: number;
      /** Methods of the result that list exempted paths: `guard.unless({ path: [...] })`. */
      readonly unless?: string;
    }
  /** Signs callers in or up: what makes a route public by purpose (`jwt.sign`, `bcrypt.compare`). */
  | { readonly row: 'issues-credential'; readonly target: Target; readonly what: 'token' | 'session' | 'password-check' | 'password-hash' }
  /** The result is `input` without these dangers. */
  | { readonly row: 'sanitizer'; readonly target: Target; readonly input: Place; readonly removes: readonly Danger[] | 'all' }
  /** The result is the fields of an input that the arguments from `names` on list, or `without` them. */
  | {
      readonly row: 'picks';
      readonly target: Target;
      readonly input: Place;
      readonly names: number;
      readonly how: 'only' | 'without';
    }
  /** The result carries what its inputs carry (`util.format`, `path.join`). Unknown calls do that anyway; this row also says that nothing else happens. */
  | { readonly row: 'passes'; readonly target: Target; readonly from: readonly Place[] }
  /** Reads an input of the request: a member or a method of a declared type. `field`: the argument that names the field. */
  | {
      readonly row: 'input';
      readonly target: Target;
      readonly part: InputPart;
      readonly field?: number;
      /** Of a query: its fields may be objects (`?name[first]=…`). */
      readonly nested?: true;
      /** Fields that are not the caller's: the server makes them up. */
      readonly own?: readonly string[];
    }
  /** Identity as left by earlier middleware, or a session's content. */
  | { readonly row: 'identity'; readonly target: Target; readonly when: 'truthy' | 'member' }
  /** Answers the request. `status`: fixed, an argument (a number, or options with a field `status`), a field of an argument, or
   *  the one set before. `how`: `sends` (a side effect), `value` (the answer is the value, returned or thrown), `throws`
   *  (leaves the handler). */
  | {
      readonly row: 'response';
      readonly target: Target;
      readonly how: 'sends' | 'value' | 'throws';
      readonly status:
        | number
        | {
            readonly argument: number;
            readonly field?: string;
            readonly otherwise: number | 'current';
            /** Statuses by the names that the place may hold instead of a number. */
            readonly names?: Readonly<Record<string, number>>;
          }
        | 'current';
    }
  /** Sets the status of a later answer: a call that returns the response, or a field that is written. `names`: what may stand for a number. */
  | { readonly row: 'status'; readonly target: Target; readonly argument: number; readonly names?: Readonly<Record<string, number>> }
  /** Sets headers of the answer: the place holds a name, whose value is the argument after it, or an object of them. */
  | { readonly row: 'answer-headers'; readonly target: Target; readonly at: Place }
  /** Sets the content type of a later answer: `html`, `text/html`, `.html`. */
  | { readonly row: 'content-type'; readonly target: Target; readonly argument: number }
  /** Reading the member gives the request's method, by which a function for several methods tells them apart. */
  | { readonly row: 'method'; readonly target: Target }
  /** Reading the member, or importing the export, gives this value. */
  | { readonly row: 'constant'; readonly target: Target; readonly value: string | number | boolean }
  /** Reading the member gives this value where the program is deployed; elsewhere it may be anything. */
  | { readonly row: 'deployed'; readonly target: Target; readonly value: string }
  /** Gives a digest, made with a key, of what its receiver and its arguments hold. */
  | { readonly row: 'keyed-digest'; readonly target: Target }
  /** An address that is contacted: a sink for `url`, and for plain-HTTP checks. `later`: by whoever gets the result. */
  | { readonly row: 'address'; readonly target: Target; readonly at: Place; readonly later?: true }
  /** Returns its receiver and does nothing else of interest (`res.set(…)`). */
  | { readonly row: 'transparent-receiver'; readonly target: Target }
  /** A wrapper that only runs the function it is given (`asyncHandler(fn)`): argument index of the function. */
  | { readonly row: 'transparent'; readonly target: Target; readonly argument: number }
  /** What a dependency-injection container gives for the class that is argument `argument`: its instance, with instances of the
   *  classes that its constructor declares. */
  | { readonly row: 'instance-of'; readonly target: Target; readonly argument: number }
  /** A middleware that neither rejects for identity nor matters for it (`cors()`, `express.json()`, `helmet()`): nothing unknown about it. `made` says whether the call's result or the value itself is the middleware. */
  | { readonly row: 'neutral-middleware'; readonly target: Target; readonly made: 'call' | 'self' }
  /** A middleware (or the call that makes one) that takes dangers out of parts of the request. */
  | {
      readonly row: 'cleaning-middleware';
      readonly target: Target;
      readonly parts: readonly InputPart[];
      readonly removes: readonly Danger[];
      readonly made: 'call' | 'self';
    }
  /** With this option, the package takes a danger out of all that it is given from then on: `set('sanitizeFilter', true)`. */
  | { readonly row: 'protects'; readonly target: Target; readonly given: readonly OptionIs[]; readonly from: Danger }
  /** A schema whose fields are those of the schema it is made from, `more` or the `same`, or `new` ones: an object, or a
   *  schema, at a place. `unknownKeys`: what becomes of others, where that is not what the validator's row says. */
  | {
      readonly row: 'schema-fields';
      readonly target: Target;
      readonly of: 'new' | 'more';
      readonly at: Place;
      readonly unknownKeys?: UnknownKeys;
    }
  | { readonly row: 'schema-fields'; readonly target: Target; readonly of: 'same'; readonly unknownKeys?: UnknownKeys }
  /** A schema that lets nothing dangerous through where `every` or `some` of the schemas it is made of do not, where its
   *  `pattern` names all that it allows, its `format` does, or what a function has `made` of any text is harmless. */
  | { readonly row: 'schema-of'; readonly target: Target; readonly how: 'every' | 'some' | 'pattern' | 'format' | 'made' }
  /** A schema that lets anything through (`z.any()`). */
  | { readonly row: 'accepts-anything'; readonly target: Target }
  /** Hands the request to a server of its own (procedures, resolvers) that decides who may call what. `through`: what it
   *  serves; where that is known, its procedures are routes of their own. */
  | { readonly row: 'delegates'; readonly target: Target; readonly to: string; readonly through?: Place }
  /** Text that is a path, worked out where its parts are known. `cwd`: the folder the program runs in;
   *  `beside-url`: seen from the folder of the file that the first argument, a URL, names;
   *  `url`: a URL from a relative one and the one that it is seen from. */
  | {
      readonly row: 'path';
      readonly target: Target;
      readonly does:
        | 'join'
        | 'resolve'
        | 'normalize'
        | 'relative'
        | 'dirname'
        | 'basename'
        | 'extname'
        | 'from-url'
        | 'beside-url'
        | 'url'
        | 'cwd';
    }
  /** Makes a function that answers with the files of a folder. */
  | { readonly row: 'serves-folder'; readonly target: Target; readonly at: Place }
  /** Lists a folder: the names in it, or with an option `withFileTypes` records of them. */
  | { readonly row: 'folder-list'; readonly target: Target; readonly at: Place; readonly gives: 'value' | 'promise' | 'callback' }
  /** Says whether something is at a path, or gives a record that says what. */
  | { readonly row: 'path-test'; readonly target: Target; readonly at: Place; readonly gives: 'exists' | 'record' }
  /** Loads the module at a path. `applied`: calls the function it exports with the receiver. */
  | { readonly row: 'module-load'; readonly target: Target; readonly at: Place; readonly async?: true; readonly applied?: true }
  /** Loads all modules of a folder into an object by name. `from`: relative folders are seen from the calling file; without
   *  a folder it is that file's own. `deep`: folders become objects of their own. */
  | {
      readonly row: 'folder-load';
      readonly target: Target;
      readonly at: Place;
      /** A field of the first argument that may name the folder instead. */
      readonly folderOption?: string;
      /** A function that is called with each module. */
      readonly visit?: Place;
      readonly from?: 'caller';
      readonly deep: boolean;
      readonly names: 'as-is' | 'camel-case';
    }
  /** A TLS switch: this option, anywhere in an argument of the call, turns verification off. Without `target`: in any object literal. */
  | { readonly row: 'tls-switch'; readonly option: string; readonly insecure: string | number | boolean; readonly target?: Target };

/** Code of the package that a tool writes into the workspace, where a configuration file says: `generator client { output = "…" }`. */
export interface GeneratedCode {
  /** Of the configuration files: `.prisma`. */
  readonly extension: string;
  readonly block: string;
  /** Names the folder, seen from the file. */
  readonly setting: string;
}

export interface Library {
  /** Module specifiers the rows speak of; every path means the same in each of them. */
  readonly modules: readonly string[];
  readonly types?: Readonly<Record<string, readonly Origin[]>>;
  /** Exports that are another module's: its name by theirs, as a key (`{ z: 'zod#z' }`); `name()` for what calling one gives. */
  readonly reexports?: Readonly<Record<string, string>>;
  /** Folders of the workspace that hold this package under other names. */
  readonly generated?: GeneratedCode;
  /** Types whose values are records: programs write their fields and save them. */
  readonly records?: readonly string[];
  readonly rows: readonly Row[];
}

/** Declares a library model; the file's default export. */
export function library(model: Library): Library {
  return model;
}

/** The export `name` (dotted for members of an exported object). */
export const fn = (name: string): Target => ({ export: name });
/** The member of a value of a declared type. */
export const on = (type: string, member: string): Target => ({ type, member });
/** `new name(…)`. */
export const making = (name: string): Target => ({ construct: name });
export const arg = (argument: number, field?: string): Place => (field === undefined ? { argument } : { argument, field });
export const holes: Place = { holes: true };
export const receiver: Place = { receiver: true };

export const exported = (name: string): Origin => ({ by: 'export', name });
export const constructed = (name: string): Origin => ({ by: 'construct', name });
export const called = (name: string): Origin => ({ by: 'call', name });
export const method = (type: string, name: string): Origin => ({ by: 'method', type, name });
export const property = (type: string, name: string): Origin => ({ by: 'property', type, name });
export const anyMethod = (type: string): Origin => ({ by: 'any-method', type });
export const callback = (target: Target, argument: number, parameter: number): Origin => ({ by: 'callback', target, argument, parameter });
export const annotated = (name: string): Origin => ({ by: 'annotation', name });
export const extending = (name: string): Origin => ({ by: 'extends', name });

/** Sends the caller to the address in one of the arguments. */
export const redirecting = (target: Target, ...places: readonly number[]): readonly Row[] =>
  places.map((place) => ({ row: 'sink', target, danger: 'redirect', at: arg(place) }));
/** Sends what browsers may take for markup. */
export const answeringMarkup = (target: Target, argument: number, markup?: Markup, headers?: Place): Row => ({
  row: 'sink',
  target,
  danger: 'html',
  at: arg(argument),
  ...(markup !== undefined && { markup }),
  ...(headers !== undefined && { headers }),
});
/** Sets headers by name and value, or by an object of them. */
export const settingHeaders = (target: Target, argument = 0, field?: string): Row => ({
  row: 'answer-headers',
  target,
  at: arg(argument, field),
});

/** What a look-up by condition does, from its method's name: removing is no reading. */
export const accessOf = (name: string): 'read' | 'delete' =>
  /^(delete|destroy|remove|findOneAndDelete|findByIdAndDelete|softDelete)/.test(name) ? 'delete' : 'read';
