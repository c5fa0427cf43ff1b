import { type NextRequest, NextResponse } from 'next/server';
import { readToken, sessionCookie } from '@/lib/token';

export async function proxy(request: NextRequest) {
  const user = await readToken(request.cookies.get(sessionCookie)?.value);
  if (request.nextUrl.pathname.startsWith('/api/')) {
    if (user?.role !== 'staff') return NextResponse.json({ error: 'For staff only.' }, { status: 403 });
  } else if (!user) {
    return NextResponse.redirect(new URL('/login', request.url));
  }
  return NextResponse.next();
}

export const config = {
  matcher: ['/account/:path*', '/api/reports'],
};
