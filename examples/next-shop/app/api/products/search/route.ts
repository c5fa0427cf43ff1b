import type { NextRequest } from 'next/server';
import { searchProducts } from '@/lib/products';

export async function GET(request: NextRequest) {
  const term = request.nextUrl.searchParams.get('q') ?? '';
  return Response.json(await searchProducts(term));
}
