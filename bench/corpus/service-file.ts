import type { ServedResource } from './route-file.ts';
import { snake } from './vocabulary.ts';

/** The functions behind a {@link routeFile}, with their queries. */
export function serviceFile(served: readonly ServedResource[]): string {
  return `import { pool } from '../../db.ts';
${served.map(resourceQueries).join('')}`;
}

function resourceQueries({ resource, flaw }: ServedResource): string {
  const { pascal, table, fields } = resource;
  const columns = fields.map(({ name }) => snake(name));
  const values = fields.map(({ name }) => `input.${name}`).join(', ');
  const first = columns[0] ?? 'id';
  const search =
    flaw === 'injection'
      ? `pool.query<${pascal}>(\`SELECT * FROM ${table} WHERE owner_id = $1 AND ${first} ILIKE '%\${term}%'\`, [ownerId])`
      : `pool.query<${pascal}>('SELECT * FROM ${table} WHERE owner_id = $1 AND ${first} ILIKE $2', [ownerId, \`%\${term}%\`])`;
  return `
export interface ${pascal}Input {
${fields.map(({ name, type }) => `  ${name}: ${type};`).join('\n')}
}

export interface ${pascal} extends ${pascal}Input {
  id: number;
  ownerId: number;
}

export async function list${pascal}(ownerId: number, limit: number, offset: number): Promise<${pascal}[]> {
  const { rows } = await pool.query<${pascal}>(
    'SELECT * FROM ${table} WHERE owner_id = $1 ORDER BY id LIMIT $2 OFFSET $3',
    [ownerId, limit, offset],
  );
  return rows;
}

export async function search${pascal}(ownerId: number, term: string): Promise<${pascal}[]> {
  const { rows } = await ${search};
  return rows;
}

export async function get${pascal}(id: number, ownerId: number): Promise<${pascal} | undefined> {
  const { rows } = await pool.query<${pascal}>('SELECT * FROM ${table} WHERE id = $1 AND owner_id = $2', [id, ownerId]);
  return rows[0];
}

export async function create${pascal}(ownerId: number, input: ${pascal}Input): Promise<{ id: number }> {
  const { rows } = await pool.query<{ id: number }>(
    'INSERT INTO ${table} (owner_id, ${columns.join(', ')}) VALUES ($1, ${columns.map((_, at) => `$${at + 2}`).join(', ')}) RETURNING id',
    [ownerId, ${values}],
  );
  const [created] = rows;
  if (!created) throw new Error('The entry was not stored.');
  return created;
}

export async function update${pascal}(id: number, ownerId: number, input: ${pascal}Input): Promise<${pascal} | undefined> {
  const { rows } = await pool.query<${pascal}>(
    'UPDATE ${table} SET ${columns.map((column, at) => `${column} = $${at + 3}`).join(', ')} WHERE id = $1 AND owner_id = $2 RETURNING *',
    [id, ownerId, ${values}],
  );
  return rows[0];
}

export async function remove${pascal}(id: number): Promise<void> {
  await pool.query('DELETE FROM ${table} WHERE id = $1', [id]);
}
`;
}
