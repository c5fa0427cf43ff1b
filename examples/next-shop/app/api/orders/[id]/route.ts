import { z } from 'zod';
import { deleteOrder, getOrder } from '@/lib/orders';
import { getSession } from '@/lib/session';

const orderId = z.coerce.number().int().positive();

export async function GET(_request: Request, context: RouteContext<'/api/orders/[id]'>) {
  const user = await getSession();
  if (!user) return Response.json({ error: 'Sign in first.' }, { status: 401 });
  const id = orderId.safeParse((await context.params).id);
  const order = id.success ? await getOrder(id.data, user.id) : undefined;
  if (!order) return Response.json({ error: 'No such order.' }, { status: 404 });
  return Response.json(order);
}

export async function DELETE(_request: Request, context: RouteContext<'/api/orders/[id]'>) {
  const id = orderId.safeParse((await context.params).id);
  if (!id.success) return Response.json({ error: 'No such order.' }, { status: 404 });
  await deleteOrder(id.data);
  return new Response(null, { status: 204 });
}
