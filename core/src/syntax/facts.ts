/**
 * The facts of one file: a compact, serialisable form of its code. No syntax-tree objects, no references to other
 * files. Facts depend on the text, the path's extension and {@link factsVersion} alone.
 *
 * Every node carries `start`/`end`: UTF-16 offsets into the file. Type-only wrappers other than `as`, parentheses,
 * `!` and `satisfies` are unwrapped while building.
 */

/** Raise whenever the shape or the meaning of facts changes; part of every cache key. */
export const factsVersion = 1;

/** Index into {@link FileFacts.bindings}; {@link noBinding} for names no declaration in the file explains (globals). */
export type BindingId = number;
export const noBinding = -1;
/** Index into {@link FileFacts.functions}. 0 is the module body. */
export type FunctionId = number;
/** Index into {@link FileFacts.classes}. */
export type ClassId = number;

export interface FileFacts {
  readonly path: string;
  /** Offsets of line starts; `lineStarts[0] === 0`. `\r\n`, `\n` and `\r` end a line. */
  readonly lineStarts: readonly number[];
  /** Distinct module specifiers in order of first appearance: imports, re-exports, `require('x')`, `import('x')`. Type-only ones included with the flag. */
  readonly specifiers: readonly { readonly specifier: string; readonly typeOnly: boolean; readonly start: number; readonly end: number }[];
  readonly exports: readonly ExportFact[];
  readonly bindings: readonly Binding[];
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  /** `// routewarden-…` comments. */
  readonly directives: readonly DirectiveFact[];
  /** 'use server', 'use client', 'use strict' at the top of the file. */
  readonly prologue: readonly string[];
  /** Number of syntax errors the parser reported. */
  readonly parseErrors: number;
  /** True when the file has import/export syntax; false for scripts and CommonJS. */
  readonly esModule: boolean;
}

export type ExportFact =
  /** `export const a`, `export { a as b }`, `export default a` (name `default`; an expression gets a synthetic binding `*default*`). */
  | {
      readonly kind: 'local';
      readonly name: string;
      readonly binding: BindingId;
      readonly typeOnly: boolean;
      readonly start: number;
      readonly end: number;
    }
  /** `export { a as b } from 'x'`; `export * as ns from 'x'` has `imported: '*'`. */
  | {
      readonly kind: 'from';
      readonly name: string;
      readonly specifier: string;
      readonly imported: string;
      readonly typeOnly: boolean;
      readonly start: number;
      readonly end: number;
    }
  /** `export * from 'x'`. */
  | { readonly kind: 'star'; readonly specifier: string; readonly start: number; readonly end: number };

export interface Binding {
  readonly name: string;
  /** `type`: an interface, type alias or type parameter; `type` holds what it stands for. Never the binding of a value's name. */
  readonly kind: 'import' | 'const' | 'let' | 'var' | 'param' | 'function' | 'class' | 'enum' | 'catch' | 'default-export' | 'type';
  /** The function whose scope declares it (0 for the module). A function expression's own name is declared by that function. */
  readonly scope: FunctionId;
  /** Number of writes besides the declaration's own initialiser. 0 means the initial value holds for good. */
  readonly writes: number;
  /** For imports: the specifier and what is imported (`default`, `*`, or a name). `import x = require('y')` imports `*`. */
  readonly import?: { readonly specifier: string; readonly imported: string; readonly typeOnly: boolean };
  readonly type?: TypeFacts;
  readonly start: number;
  readonly end: number;
}

export interface FunctionFacts {
  /** Its own name, or that of the variable, property or member it initialises; '' when anonymous. */
  readonly name: string;
  readonly kind: 'module' | 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter';
  readonly async: boolean;
  readonly generator: boolean;
  readonly params: readonly ParamFacts[];
  /** An arrow's expression body is one `return` statement with `implicit: true`. */
  readonly body: readonly Statement[];
  /** The function that contains it; -1 for the module. */
  readonly parent: FunctionId;
  /** The class it is a member of. */
  readonly class?: ClassId;
  /** 'use server' and the like as first statements. */
  readonly prologue: readonly string[];
  readonly returnType?: TypeFacts;
  /** The whole function. */
  readonly start: number;
  readonly end: number;
  /** The body block or expression. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export interface ParamFacts {
  readonly pattern: Pattern;
  readonly rest: boolean;
  readonly optional: boolean;
  readonly type?: TypeFacts;
  readonly decorators: readonly Expression[];
}

export interface ClassFacts {
  readonly name: string;
  readonly superClass?: Expression;
  readonly decorators: readonly Expression[];
  readonly members: readonly ClassMember[];
  readonly start: number;
  readonly end: number;
}

export interface ClassMember {
  /** `constructor` for the constructor; '' where computed. */
  readonly name: string;
  readonly kind: 'method' | 'getter' | 'setter' | 'field' | 'constructor' | 'static-block';
  readonly static: boolean;
  /** For methods, accessors, the constructor and static blocks. */
  readonly fn?: FunctionId;
  /** For fields. */
  readonly value?: Expression;
  readonly type?: TypeFacts;
  readonly decorators: readonly Expression[];
  /** Constructor parameters declared as fields (`constructor(private db: Db)`): names by parameter index. */
  readonly parameterFields?: readonly { readonly index: number; readonly name: string }[];
  readonly start: number;
  readonly end: number;
}

/** The little of TypeScript's types that the engine uses: names to recognise, literal shapes to infer schemas from. */
export type TypeFacts =
  /** `Request`, `express.Request<P>`, `string`, `any`. `binding` is that of the leftmost name. */
  | { readonly t: 'name'; readonly name: string; readonly binding: BindingId; readonly args: readonly TypeFacts[] }
  | { readonly t: 'object'; readonly fields: readonly { readonly name: string; readonly optional: boolean; readonly type: TypeFacts }[] }
  | { readonly t: 'array'; readonly element: TypeFacts }
  | { readonly t: 'union'; readonly members: readonly TypeFacts[] }
  | { readonly t: 'literal'; readonly value: string | number | boolean | null }
  | { readonly t: 'other' };

export interface DirectiveFact {
  /** The comment's text after `//` or inside `/* *​/`, trimmed. It starts with `routewarden-`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** 0-based line the comment starts on. */
  readonly line: number;
  /** True when nothing but white space precedes it on its line. */
  readonly ownLine: boolean;
}

export type Pattern =
  | { readonly p: 'bind'; readonly binding: BindingId; readonly name: string; readonly start: number; readonly end: number }
  | {
      readonly p: 'object';
      readonly props: readonly {
        readonly key: string | Expression;
        readonly value: Pattern;
        readonly start: number;
        readonly end: number;
      }[];
      readonly rest?: Pattern;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly p: 'array';
      readonly elements: readonly (Pattern | null)[];
      readonly rest?: Pattern;
      readonly start: number;
      readonly end: number;
    }
  /** `pattern = value` inside a pattern or parameter list. */
  | { readonly p: 'default'; readonly target: Pattern; readonly value: Expression; readonly start: number; readonly end: number }
  /** Assignment to a member (`res.locals.user = …`), or to anything else that is not a name. */
  | { readonly p: 'target'; readonly expression: Expression; readonly start: number; readonly end: number };

interface Node {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | (Node & { readonly k: 'literal'; readonly value: string | number | boolean | null })
  | (Node & { readonly k: 'bigint'; readonly text: string })
  | (Node & { readonly k: 'regex'; readonly pattern: string; readonly flags: string })
  /** `quasis.length === holes.length + 1`; quasis are cooked. A template without holes is a `literal`. */
  | (Node & { readonly k: 'template'; readonly quasis: readonly string[]; readonly holes: readonly Expression[] })
  | (Node & {
      readonly k: 'tagged';
      readonly tag: Expression;
      readonly quasis: readonly string[];
      readonly holes: readonly Expression[];
      readonly templateStart: number;
    })
  | (Node & { readonly k: 'name'; readonly name: string; readonly binding: BindingId })
  | (Node & { readonly k: 'this' })
  | (Node & { readonly k: 'super' })
  /** `object.property`; `propertyStart` is where the name starts. Private names keep their `#`. */
  | (Node & {
      readonly k: 'member';
      readonly object: Expression;
      readonly property: string;
      readonly propertyStart: number;
      readonly optional: boolean;
    })
  | (Node & { readonly k: 'index'; readonly object: Expression; readonly index: Expression; readonly optional: boolean })
  /** `typeArgs` only where written. */
  | (Node & {
      readonly k: 'call';
      readonly callee: Expression;
      readonly args: readonly Expression[];
      readonly optional: boolean;
      readonly typeArgs?: readonly TypeFacts[];
    })
  | (Node & { readonly k: 'new'; readonly callee: Expression; readonly args: readonly Expression[] })
  | (Node & { readonly k: 'spread'; readonly value: Expression })
  | (Node & { readonly k: 'array'; readonly elements: readonly (Expression | null)[] })
  | (Node & { readonly k: 'object'; readonly props: readonly ObjectProp[] })
  | (Node & { readonly k: 'function'; readonly fn: FunctionId })
  | (Node & { readonly k: 'class'; readonly class: ClassId })
  | (Node & { readonly k: 'unary'; readonly op: '!' | '-' | '+' | '~' | 'typeof' | 'void' | 'delete'; readonly value: Expression })
  | (Node & { readonly k: 'update'; readonly target: Pattern; readonly op: '++' | '--'; readonly prefix: boolean })
  /** All two-operand operators that evaluate both sides, `in` and `instanceof` included; `===` as written. */
  | (Node & { readonly k: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression })
  | (Node & { readonly k: 'logical'; readonly op: '&&' | '||' | '??'; readonly left: Expression; readonly right: Expression })
  | (Node & { readonly k: 'conditional'; readonly test: Expression; readonly then: Expression; readonly else: Expression })
  /** `=`, `+=`, `??=` … as written. */
  | (Node & { readonly k: 'assign'; readonly op: string; readonly target: Pattern; readonly value: Expression })
  | (Node & { readonly k: 'await'; readonly value: Expression })
  | (Node & { readonly k: 'yield'; readonly value?: Expression })
  | (Node & { readonly k: 'sequence'; readonly items: readonly Expression[] })
  /** `require('x')` and `import('x')` with a literal specifier; `dynamic` for `import()`, whose value is a promise of the namespace. */
  | (Node & { readonly k: 'module'; readonly specifier: string; readonly dynamic: boolean })
  /** `value as T`, `<T>value`; `as const` has `type` undefined. */
  | (Node & { readonly k: 'cast'; readonly value: Expression; readonly type?: TypeFacts })
  /** A JSX element: attribute values and children, in order. */
  | (Node & {
      readonly k: 'jsx';
      readonly tag: string;
      readonly attributes: readonly { readonly name: string; readonly value: Expression }[];
      readonly children: readonly Expression[];
    })
  /** Anything else (broken code, `new.target`, `import.meta`, dynamic `require(x)` is a plain call): its sub-expressions, so that nothing below is lost. */
  | (Node & { readonly k: 'other'; readonly parts: readonly Expression[]; readonly name?: string });

export interface ObjectProp extends Node {
  /** A literal key, a computed one, or null for `...value`. */
  readonly key: string | Expression | null;
  readonly value: Expression;
  readonly shorthand: boolean;
}

export type Statement =
  | (Node & { readonly s: 'expression'; readonly value: Expression })
  /** One per declarator. */
  | (Node & { readonly s: 'variable'; readonly target: Pattern; readonly init?: Expression; readonly type?: TypeFacts })
  | (Node & { readonly s: 'return'; readonly value?: Expression; readonly implicit: boolean })
  | (Node & { readonly s: 'throw'; readonly value: Expression })
  | (Node & { readonly s: 'if'; readonly test: Expression; readonly then: readonly Statement[]; readonly else: readonly Statement[] })
  | (Node & {
      readonly s: 'for';
      readonly init: readonly Statement[];
      readonly test?: Expression;
      readonly update?: Expression;
      readonly body: readonly Statement[];
    })
  | (Node & {
      readonly s: 'for-of' | 'for-in';
      readonly target: Pattern;
      readonly over: Expression;
      readonly body: readonly Statement[];
      readonly await: boolean;
    })
  | (Node & { readonly s: 'while' | 'do-while'; readonly test: Expression; readonly body: readonly Statement[] })
  | (Node & {
      readonly s: 'try';
      readonly body: readonly Statement[];
      readonly param?: Pattern;
      readonly handler?: readonly Statement[];
      readonly finalizer?: readonly Statement[];
    })
  | (Node & {
      readonly s: 'switch';
      readonly value: Expression;
      readonly cases: readonly { readonly test?: Expression; readonly body: readonly Statement[] }[];
    })
  | (Node & { readonly s: 'block'; readonly body: readonly Statement[] })
  | (Node & { readonly s: 'break' | 'continue'; readonly label?: string })
  | (Node & { readonly s: 'labelled'; readonly label: string; readonly body: readonly Statement[] })
  /** Function and class declarations; functions are hoisted by whoever executes the list. */
  | (Node & { readonly s: 'function'; readonly binding: BindingId; readonly fn: FunctionId })
  | (Node & { readonly s: 'class'; readonly binding: BindingId; readonly class: ClassId })
  /** `enum E { A = 1 }` is a variable of an object literal; `namespace N { … }` its statements in a block. */
  | (Node & { readonly s: 'export-default'; readonly binding: BindingId; readonly value: Expression })
  /** `export = value`. */
  | (Node & { readonly s: 'export-assign'; readonly value: Expression });
