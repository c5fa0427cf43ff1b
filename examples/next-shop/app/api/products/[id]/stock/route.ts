import { z } from 'zod';
import { piecesInStock } from '@/lib/warehouse';

const productId = z.coerce.number().int().positive();

export async function GET(_request: Request, context: RouteContext<'/api/products/[id]/stock'>) {
  const id = productId.safeParse((await context.params).id);
  if (!id.success) return Response.json({ error: 'No such product.' }, { status: 404 });
  return Response.json({ pieces: await piecesInStock(id.data) });
}
