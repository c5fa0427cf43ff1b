import type { HttpContext } from '@adonisjs/core/http';
import type { NextFn } from '@adonisjs/core/types/http';

/** For ships, whose requests bring a key. Everything else below `/radio` is left to others. */
export default class RadioKeyMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    if (!request.url().startsWith('/radio/')) return next();
    if (request.header('x-radio-key') !== (process.env.RADIO_KEY ?? 'foghorn')) return response.unauthorized({ message: 'unknown key' });
    return next();
  }
}
