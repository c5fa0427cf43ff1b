import type { HttpContext } from '@adonisjs/core/http';
import { Exception } from '@adonisjs/core/exceptions';

export default class KeepersController {
  async me({ auth }: HttpContext) {
    await auth.check();
    return auth.getUserOrFail();
  }

  async greeting({ auth }: HttpContext) {
    return { hello: auth.user?.name ?? 'stranger' };
  }

  async rename({ auth, request, response }: HttpContext) {
    if (!(await auth.check())) return response.status(401).json({ message: 'sign in first' });
    return { name: request.input('name') };
  }

  async retire({ auth }: HttpContext) {
    await auth.check();
    if (!auth.user?.isHead) throw new Exception('for the head keeper', { status: 403, code: 'E_HEAD' });
    return {};
  }

  async resign({ auth, response }: HttpContext) {
    response.abortUnless(await auth.check(), 'sign in first', 401);
    return {};
  }

  async handle({ auth, response }: HttpContext) {
    if (!(await auth.check())) return response.redirect().toPath('/login');
    return { page: 'keepers' };
  }
}
