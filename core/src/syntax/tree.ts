/**
 * Bridge to TypeScript's tree. Its public types cannot be told apart by `kind` in a way the compiler checks cheaply, so
 * the casts that reading a tree by `kind` needs stand here and nowhere else.
 */
import type ts from 'typescript';

/** What reads one kind of node; `context` is the lowering's state and `extra` whatever the table's owner passes along. */
type Reader<N, C, X, R> = (context: C, node: N, extra: X) => R;

/**
 * Readers by `SyntaxKind`. Each entry is checked against the type of the node it reads. Looking a reader up costs one
 * array access; a `switch` over `ts.SyntaxKind` compares one property after the other.
 */
export type NodeTable<Union extends ts.Node, C, X, R> = {
  readonly [K in Union['kind']]?: Reader<Extract<Union, { readonly kind: K }>, C, X, R>;
};

/** The table as it is used: any node may be asked for, and the reader found takes that very node. */
type AnyReader<C, X, R> = Reader<ts.Node, C, X, R> | undefined;

/** Turns a checked table into a list indexed by `SyntaxKind`. */
export function toReaders<Union extends ts.Node, C, X, R>(table: NodeTable<Union, C, X, R>): readonly AnyReader<C, X, R>[] {
  const readers: AnyReader<C, X, R>[] = [];
  for (const [kind, reader] of Object.entries(table)) {
    const index = Number(kind);
    while (readers.length <= index) readers.push(undefined);
    // Sound because `NodeTable` ties the reader's parameter to the kind it is filed under.
    readers[index] = reader as AnyReader<C, X, R>;
  }
  return readers;
}

/** Number of syntax errors the parser met; the list is not part of TypeScript's public types. */
export function countParseErrors(source: ts.SourceFile): number {
  return 'parseDiagnostics' in source && Array.isArray(source.parseDiagnostics) ? source.parseDiagnostics.length : 0;
}
