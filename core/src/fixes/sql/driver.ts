import type { QueryParameters, SqlDialect } from '../../libraries/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';

/** How a file's driver takes parameters. */
export interface Driver {
  readonly parameters: QueryParameters;
  /** How placeholders are written in the end. */
  readonly style: Exclude<QueryParameters['style'], 'driver'>;
  /** Undefined where the project does not tell. */
  readonly dialect: SqlDialect | undefined;
  /** Whatever the caller sends arrives as text, or as lists of it. */
  readonly textual: boolean;
}

/** What the row leaves to the project, read from its dependencies; undefined where they do not say how to write a placeholder. */
export function findDriver(parameters: QueryParameters, file: string, textual: boolean, context: FixContext): Driver | undefined {
  const dialect = findDialect(parameters, file, context);
  if (parameters.style !== 'driver') return { parameters, style: parameters.style, dialect, textual };
  // A tag writes placeholders for every database by itself.
  if (dialect === undefined && parameters.tag !== undefined)
    return { parameters: { ...parameters, values: { in: 'holes' } }, style: 'dollar', dialect, textual };
  if (dialect === undefined) return undefined;
  const lists = dialect === 'PostgreSQL' ? parameters.lists : 'spread';
  return { parameters: { ...parameters, lists }, style: dialect === 'PostgreSQL' ? 'dollar' : 'question', dialect, textual };
}

function findDialect({ dialect }: QueryParameters, file: string, context: FixContext): SqlDialect | undefined {
  if (dialect === undefined || typeof dialect === 'string') return dialect;
  const found = new Set(Object.entries(dialect.drivers).flatMap(([name, of]) => (context.dependsOn(file, name) ? [of] : [])));
  const [only, more] = found;
  return more === undefined ? only : undefined;
}
