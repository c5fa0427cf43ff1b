import type ts from 'typescript';
import type { Binding, BindingId, ClassFacts, ClassId, ExportFact, FunctionFacts, FunctionId } from './facts.ts';

/** Writable form of a record that is being built. */
type Building<T> = { -readonly [K in keyof T]: T[K] };

/** A binding whose writes are still being counted and whose annotation may still be read. */
export type BuildingBinding = Building<Binding>;

/** One entry of the file's specifiers while `typeOnly` may still turn false. */
export interface BuildingSpecifier {
  readonly specifier: string;
  typeOnly: boolean;
  start: number;
  end: number;
}

/** Names one block, function or module declares. Values and types live side by side, as in TypeScript. */
export interface Scope {
  readonly parent: Scope | undefined;
  /** The function that runs the code of this scope. */
  readonly fn: FunctionId;
  values: Map<string, BindingId> | undefined;
  types: Map<string, BindingId> | undefined;
}

/** A name that a namespace exports. */
export interface NamespaceExport {
  readonly name: string;
  readonly binding: BindingId;
  readonly start: number;
  readonly end: number;
}

/** All state of the one pass over one file's tree. Created by `buildFacts` and dropped with the tree. */
export interface Lowering {
  readonly source: ts.SourceFile;
  readonly text: string;
  readonly bindings: BuildingBinding[];
  readonly functions: FunctionFacts[];
  readonly classes: ClassFacts[];
  readonly exports: ExportFact[];
  readonly specifiers: Map<string, BuildingSpecifier>;
  /** Bindings made by `const require = createRequire(…)`: calls of them load modules. */
  readonly requires: Set<BindingId>;
  /** Declarations already exported, as `binding:name`: overloads and merged namespaces are one export. */
  readonly exported: Set<string>;
  /** Functions declared with a body: another one of the same name replaces them, an overload signature does not. */
  readonly implemented: Set<BindingId>;
  /** False when the text holds no `var` at all, which spares a scan of every function body. */
  readonly hasVar: boolean;
  scope: Scope;
  fn: FunctionId;
  /** Nesting of the facts being built, see {@link maxDepth}. */
  depth: number;
  /** Number of places left out because they nest too deep. */
  tooDeep: number;
  /** True when an import or export was met. */
  esModule: boolean;
  /** Where `export` inside a namespace goes; undefined outside of namespaces. */
  namespaceExports: NamespaceExport[] | undefined;
  /** Memory of {@link startOf}: `a.b.c` has three nodes with one start. */
  lastPos: number;
  lastStart: number;
}

/**
 * Facts nest at most this deep, so that nothing that walks them recursively can run out of stack. Real code stays below
 * 100; fluent chains of some hundred calls are the deepest that people write.
 */
export const maxDepth = 600;
/** From here on a chain (`a + b + …`, `a.b().c()…`) is read by a loop into a flat list. */
export const chainDepth = 500;

/** State for one file, in the module's own scope. */
export function createLowering(source: ts.SourceFile): Lowering {
  const text = source.text;
  return {
    source,
    text,
    bindings: [],
    functions: [],
    classes: [],
    exports: [],
    specifiers: new Map(),
    requires: new Set(),
    exported: new Set(),
    implemented: new Set(),
    hasVar: /\bvar\b/.test(text),
    scope: { parent: undefined, fn: 0, values: undefined, types: undefined },
    fn: 0,
    depth: 0,
    tooDeep: 0,
    esModule: false,
    namespaceExports: undefined,
    lastPos: -1,
    lastStart: -1,
  };
}

/**
 * Offset of the first character of `node` after white space and comments. A node that is missing has no characters: it
 * stands where its parent starts (` + b`), or else where the code before it ends (`a + `).
 */
export function startOf(low: Lowering, node: ts.Node): number {
  const pos = node.pos;
  if (pos === low.lastPos) return low.lastStart;
  const start = findStart(low, node);
  if (node.end > pos) {
    low.lastPos = pos;
    low.lastStart = start;
  }
  return start;
}

/** Most nodes start at once or after one space; comments, line breaks and a shebang are left to TypeScript. */
function findStart(low: Lowering, node: ts.Node): number {
  const pos = node.pos;
  const first = low.text.charCodeAt(pos);
  const at = first === 32 ? pos + 1 : pos;
  if (at >= node.end) return node.getStart(low.source);
  const code = at === pos ? first : low.text.charCodeAt(at);
  const plain = pos > 0 && code > 32 && code < 127 && code !== slash && !isConflictMarker(code);
  return plain ? at : node.getStart(low.source);
}

const slash = 47;

/** `<<<<<<<`, `=======`, `>>>>>>>` and `|||||||` at a line's start are skipped like white space. */
function isConflictMarker(code: number): boolean {
  return code === 60 || code === 61 || code === 62 || code === 124;
}

const unfinishedFunction: FunctionFacts = {
  name: '',
  kind: 'function',
  async: false,
  generator: false,
  params: [],
  body: [],
  parent: -1,
  prologue: [],
  start: 0,
  end: 0,
  bodyStart: 0,
  bodyEnd: 0,
};

/** Takes the next function id, so that an outer function always has a lower one than those inside it. */
export function reserveFunction(low: Lowering): FunctionId {
  return low.functions.push(unfinishedFunction) - 1;
}

const unfinishedClass: ClassFacts = { name: '', decorators: [], members: [], start: 0, end: 0 };

/** Takes the next class id. */
export function reserveClass(low: Lowering): ClassId {
  return low.classes.push(unfinishedClass) - 1;
}

/** Notes that the file names the module `literal.text`; a use by value outweighs uses by type. */
export function recordSpecifier(low: Lowering, literal: ts.StringLiteralLike, typeOnly: boolean): void {
  const start = startOf(low, literal);
  const known = low.specifiers.get(literal.text);
  if (known === undefined) {
    low.specifiers.set(literal.text, { specifier: literal.text, typeOnly, start, end: literal.end });
    return;
  }
  known.typeOnly &&= typeOnly;
  if (start < known.start) {
    known.start = start;
    known.end = literal.end;
  }
}
