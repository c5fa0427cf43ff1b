import { z } from 'zod';
import { listOrders, placeOrder } from '@/lib/orders';
import { getSession } from '@/lib/session';

const newOrder = z.object({ productId: z.number().int().positive() });

export async function GET() {
  const user = await getSession();
  if (!user) return Response.json({ error: 'Sign in first.' }, { status: 401 });
  return Response.json(await listOrders(user.id));
}

export async function POST(request: Request) {
  const user = await getSession();
  if (!user) return Response.json({ error: 'Sign in first.' }, { status: 401 });
  const order = newOrder.safeParse(await request.json());
  if (!order.success) return Response.json({ error: 'Invalid request.' }, { status: 400 });
  return Response.json({ id: await placeOrder(user.id, order.data.productId) }, { status: 201 });
}
