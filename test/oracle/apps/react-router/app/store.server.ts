import { createCookieSessionStorage, createContext } from 'react-router';

export interface Member {
  readonly id: string;
  readonly board: boolean;
}

export const members = new Map<string, Member>();
export const games = new Map<string, { readonly white: string; readonly black: string }>();
export const { getSession, commitSession, destroySession } = createCookieSessionStorage({
  cookie: { name: '__session', httpOnly: true, path: '/', sameSite: 'lax', secrets: ['a secret for tests'] },
});
export const memberContext = createContext<Member | null>(null);
