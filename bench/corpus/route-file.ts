import type { Random } from './random.ts';
import type { Field, Resource } from './vocabulary.ts';

/** The ways in which a resource's six routes are less than right; most have none. */
export const flaws = ['open-delete', 'raw-body', 'injection', 'none'] as const;
export type Flaw = (typeof flaws)[number];

export interface ServedResource {
  readonly resource: Resource;
  readonly flaw: Flaw;
}

/** One resource in five has a flaw. */
export function chooseFlaw(random: Random): Flaw {
  return random.next() < 0.2 ? random.pick(['open-delete', 'raw-body', 'injection']) : 'none';
}

/** An Express router with six routes a resource, about 60 lines each. */
export function routeFile(name: string, served: readonly ServedResource[]): string {
  const services = served.flatMap(({ resource: { pascal } }) => [
    `list${pascal}`,
    `get${pascal}`,
    `create${pascal}`,
    `update${pascal}`,
    `remove${pascal}`,
    `search${pascal}`,
  ]);
  return `import { Router } from 'express';
import { z } from 'zod';
import { requireUser, userOf } from '../../auth/guards.ts';
import {
${services.map((service) => `  ${service},`).join('\n')}
} from './${name}.service.ts';

const idParam = z.object({ id: z.coerce.number().int().positive() });
const page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), offset: z.coerce.number().int().min(0).default(0) });

export const ${name}Router = Router();
${served.map((one) => resourceRoutes(name, one)).join('')}`;
}

function resourceRoutes(name: string, { resource, flaw }: ServedResource): string {
  const { pascal, camel, path } = resource;
  const router = `${name}Router`;
  const body = flaw === 'raw-body' ? 'req.body' : `new${pascal}.parse(req.body)`;
  const guard = flaw === 'open-delete' ? '' : 'requireUser, ';
  return `
const new${pascal} = z.object({
${resource.fields.map((field) => `  ${field.name}: ${schemaOf(field)},`).join('\n')}
});

${router}.get('/${path}', requireUser, async (req, res) => {
  const { limit, offset } = page.parse(req.query);
  const ${camel}s = await list${pascal}(userOf(res).id, limit, offset);
  res.json({ items: ${camel}s, next: ${camel}s.length === limit ? offset + limit : null });
});

// Finds by name; used by the search box of the list.
${router}.get('/${path}/search', requireUser, async (req, res) => {
  const term = typeof req.query.q === 'string' ? req.query.q.trim() : '';
  if (term.length < 2) {
    res.status(400).json({ error: 'Type at least two letters.' });
    return;
  }
  res.json(await search${pascal}(userOf(res).id, term));
});

${router}.get('/${path}/:id', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  const ${camel} = await get${pascal}(id, userOf(res).id);
  if (!${camel}) {
    res.status(404).json({ error: 'There is no such entry.' });
    return;
  }
  res.json(${camel});
});

${router}.post('/${path}', requireUser, async (req, res) => {
  const created = await create${pascal}(userOf(res).id, ${body});
  res.status(201).location(\`/${path}/\${created.id}\`).json(created);
});

${router}.put('/${path}/:id', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  const changes = new${pascal}.parse(req.body);
  const updated = await update${pascal}(id, userOf(res).id, changes);
  if (!updated) {
    res.status(404).json({ error: 'There is no such entry.' });
    return;
  }
  res.json(updated);
});

${router}.delete('/${path}/:id', ${guard}async (req, res) => {
  const { id } = idParam.parse(req.params);
  await remove${pascal}(id);
  res.status(204).end();
});
`;
}

function schemaOf({ type }: Field): string {
  if (type === 'string') return 'z.string().trim().min(1).max(200)';
  return type === 'number' ? 'z.number().int().min(0)' : 'z.boolean().default(false)';
}
