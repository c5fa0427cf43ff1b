import { type NextRequest, NextResponse } from 'next/server';
import { readSession } from './lib/session';

/** Guards what its matcher names, and nothing else. */
export async function proxy(request: NextRequest) {
  if (request.nextUrl.pathname === '/api/audit/public') return NextResponse.next();
  const session = await readSession(request.cookies.get('session')?.value);
  if (!session) return NextResponse.json({ error: 'Sign in first.' }, { status: 401 });
  return NextResponse.next();
}

export const config = { matcher: ['/api/team/:path*', '/api/audit/:path*', '/api/partners/:partner/orders'] };
