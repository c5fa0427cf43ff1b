/**
 * Entries by the paths they answer, so that a route is compared with the few registrations that its requests can pass,
 * not with all of them. Segments are compared without regard to case; an entry's `:parameter` matches any segment, its
 * wildcard all that follow, and its literal no parameter of the route.
 */
export class PathIndex<T> {
  private readonly root = newNode<T>();

  /** Adds what answers requests for exactly `path`. */
  addExact(path: string, entry: T): void {
    this.place(path, entry, 'exact');
  }

  /** Adds what is mounted at `path`: it sees every request below. */
  addMount(path: string, entry: T): void {
    this.place(path, entry, 'mounted');
  }

  /** The entries that a request for `route` can pass. In no particular order. */
  find(route: string): readonly T[] {
    const found: T[] = [];
    let nodes: readonly Node<T>[] = [this.root];
    for (const segment of segmentsOf(route)) {
      const next: Node<T>[] = [];
      for (const node of nodes) {
        found.push(...node.mounted);
        const literal = node.literals.get(segment.toLowerCase());
        if (literal !== undefined) next.push(literal);
        if (node.parameter !== undefined) next.push(node.parameter);
      }
      nodes = next;
    }
    for (const node of nodes) found.push(...node.mounted, ...node.exact);
    return found;
  }

  private place(path: string, entry: T, as: 'exact' | 'mounted'): void {
    let node = this.root;
    for (const segment of segmentsOf(path)) {
      if (segment.startsWith('*')) {
        node.mounted.push(entry);
        return;
      }
      node = childOf(node, segment);
    }
    node[as].push(entry);
  }
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter: Node<T> | undefined;
  /** Entries whose path ends here. */
  readonly exact: T[];
  /** Entries that answer everything from here on: mounts, and paths that go on with a wildcard. */
  readonly mounted: T[];
}

function newNode<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, exact: [], mounted: [] };
}

function childOf<T>(node: Node<T>, segment: string): Node<T> {
  if (segment.startsWith(':')) {
    node.parameter ??= newNode();
    return node.parameter;
  }
  const key = segment.toLowerCase();
  let child = node.literals.get(key);
  if (child === undefined) {
    child = newNode();
    node.literals.set(key, child);
  }
  return child;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');
