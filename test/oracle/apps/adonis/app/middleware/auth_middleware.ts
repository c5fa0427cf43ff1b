import type { HttpContext } from '@adonisjs/core/http';
import type { NextFn } from '@adonisjs/core/types/http';

export default class AuthMiddleware {
  redirectTo = '/login';

  async handle(ctx: HttpContext, next: NextFn, options: { guards?: 'badge'[] } = {}) {
    await ctx.auth.authenticateUsing(options.guards, { loginRoute: this.redirectTo });
    return next();
  }
}
