import type { HttpContext } from '@adonisjs/core/http';
import type { NextFn } from '@adonisjs/core/types/http';

export default class JsonMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    request.headers().accept = 'application/json';
    return next();
  }
}
