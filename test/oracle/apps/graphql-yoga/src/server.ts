import { createYoga } from 'graphql-yoga';
import { jwtVerify } from 'jose';
import { builder } from './builder.ts';
import './notes.ts';

const key = new TextEncoder().encode(process.env.JWT_SECRET ?? 'for the oracle alone, nowhere else');

export const yoga = createYoga({
  schema: builder.toSchema(),
  logging: false,
  context: async ({ request }) => {
    const token = request.headers.get('authorization')?.slice('Bearer '.length);
    if (!token) return { user: null };
    try {
      return { user: (await jwtVerify<{ name: string }>(token, key)).payload };
    } catch {
      return { user: null };
    }
  },
});
