import type { Request } from 'express';
import jwt from 'jsonwebtoken';

export interface Reader {
  name: string;
  role: string;
}

export interface Context {
  reader: Reader | null;
  visitors: string[];
}

export const secret = process.env.JWT_SECRET ?? 'for the oracle alone';

export async function createContext({ req }: { req: Request }): Promise<Context> {
  return { reader: readerOf(req.headers.authorization), visitors: [] };
}

function readerOf(header: string | undefined): Reader | null {
  if (header === undefined) return null;
  try {
    return jwt.verify(header.replace('Bearer ', ''), secret) as Reader;
  } catch {
    return null;
  }
}
