import type { Action } from 'routing-controllers';
import { findSession } from './sessions.ts';

export async function authorizationChecker(action: Action, roles: string[]): Promise<boolean> {
  const session = await findSession(action.request.headers.authorization);
  return session !== undefined && (roles.length === 0 || roles.includes(session.role));
}

export const currentUserChecker = (action: Action) => findSession(action.request.headers.authorization);
