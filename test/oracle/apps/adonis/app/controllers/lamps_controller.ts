import type { HttpContext } from '@adonisjs/core/http';
import { lampValidator } from '#validators/lamp';

const lamps = new Map<number, unknown>();

export default class LampsController {
  index() {
    return [...lamps.values()];
  }

  create() {
    return { form: 'lamp' };
  }

  async store({ request, response }: HttpContext) {
    const lamp = await request.validateUsing(lampValidator);
    lamps.set(lamps.size, lamp);
    return response.created(lamp);
  }

  show({ params, response }: HttpContext) {
    const lamp = lamps.get(Number(params.id));
    if (lamp === undefined) return response.ok({ lamp: null });
    return { lamp };
  }

  edit({ params }: HttpContext) {
    return { form: 'lamp', id: params.id };
  }

  update({ params }: HttpContext) {
    return { id: params.id };
  }

  destroy({ params, response }: HttpContext) {
    lamps.delete(Number(params.id));
    return response.noContent();
  }
}
