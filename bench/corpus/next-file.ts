import type { ServedResource } from './route-file.ts';

/** A Next.js route handler of one resource. */
export function nextRouteFile({ resource, flaw }: ServedResource): string {
  const check = `  const user = await getSession();
  if (!user) return Response.json({ error: 'Sign in first.' }, { status: 401 });
`;
  return `import { z } from 'zod';
import { getSession } from '@/lib/session';
import { load${resource.pascal}, store${resource.pascal} } from '@/lib/api-client';

const body = z.object({
${resource.fields.map(({ name, type }) => `  ${name}: z.${type}(),`).join('\n')}
});

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
${check}  const { id } = await params;
  const found = await load${resource.pascal}(Number(id), user.id);
  if (!found) return Response.json({ error: 'There is no such entry.' }, { status: 404 });
  return Response.json(found);
}

export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }) {
${flaw === 'open-delete' ? '' : check}  const { id } = await params;
  const input = body.safeParse(await request.json());
  if (!input.success) return Response.json({ error: 'Invalid request.' }, { status: 400 });
  return Response.json(await store${resource.pascal}(Number(id), input.data));
}
`;
}
