import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { listCategory, listProducts } from '@/lib/products';

const query = z.object({ category: z.string().min(1).max(60).optional() });

export async function GET(request: NextRequest) {
  const given = query.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!given.success) return Response.json({ error: 'Invalid request.' }, { status: 400 });
  const { category } = given.data;
  return Response.json(category ? await listCategory(category) : await listProducts());
}
