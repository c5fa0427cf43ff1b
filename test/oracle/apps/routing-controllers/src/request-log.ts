import { type ExpressMiddlewareInterface, Middleware } from 'routing-controllers';

const seen: string[] = [];

@Middleware({ type: 'before' })
export class RequestLog implements ExpressMiddlewareInterface {
  use(request: any, _response: any, next: () => void) {
    seen.push(request.url);
    next();
  }
}
