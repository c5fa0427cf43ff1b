import { ordersByDay } from '@/lib/orders';

export async function GET() {
  return Response.json(await ordersByDay());
}
