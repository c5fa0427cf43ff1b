import { z } from 'zod';
import { setOrderStatus } from '@/lib/orders';
import { refundPayment } from '@/lib/payments';
import { getSession } from '@/lib/session';

const orderId = z.coerce.number().int().positive();

export async function POST(_request: Request, context: RouteContext<'/api/orders/[id]/refund'>) {
  const user = getSession();
  if (!user) return Response.json({ error: 'Sign in first.' }, { status: 401 });
  const id = orderId.safeParse((await context.params).id);
  if (!id.success) return Response.json({ error: 'No such order.' }, { status: 404 });
  await refundPayment(id.data);
  await setOrderStatus(id.data, 'refunded');
  return Response.json({ id: id.data, status: 'refunded' });
}
