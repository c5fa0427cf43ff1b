import { type ExpressMiddlewareInterface, Middleware, UnauthorizedError } from 'routing-controllers';
import { findSession } from './sessions.ts';

@Middleware({ type: 'before' })
export class StaffOnly implements ExpressMiddlewareInterface {
  async use(request: any, _response: any, next: () => void) {
    const session = await findSession(request.headers.authorization);
    if (session === undefined) throw new UnauthorizedError();
    next();
  }
}
