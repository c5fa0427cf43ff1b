import { type CallableRequest, HttpsError } from 'firebase-functions/v2/https';

export function requireMember(request: CallableRequest): string {
  if (!request.auth) throw new HttpsError('unauthenticated', 'Sign in first');
  return request.auth.uid;
}

/** Looks like the other one and refuses nobody. */
export const findMember = (request: CallableRequest): string | undefined => request.auth?.uid;
