import router from '@adonisjs/core/services/router';
import KeepersController from '#controllers/keepers_controller';
import { middleware } from '#start/kernel';
import './radio.js';

const LampsController = () => import('#controllers/lamps_controller');

router.on('/').redirectToPath('/lamps');
router.get('/health', () => ({ up: true })).as('health');
router.any('/echo', ({ request }) => ({ method: request.method() }));
router.route('/tides', ['GET', 'PUT'], async () => []);

router.get('/login', () => ({ form: 'login' })).use(middleware.guest());
router.get('/greeting', [KeepersController, 'greeting']).use(middleware.silent());

router.get('/keepers', [KeepersController]);
router.get('/keepers/me', [KeepersController, 'me']);
router.put('/keepers/name', '#controllers/keepers_controller.rename');
router.delete('/keepers/:id', [KeepersController, 'retire']).where('id', /^[a-z\d]+$/);
router.post('/keepers/resign', [KeepersController, 'resign']);

router.resource('lamps', LampsController).use(['store', 'update', 'destroy'], middleware.auth());
router
  .group(() => {
    router.resource('lamps.bulbs', LampsController).apiOnly().params({ lamps: 'lamp' });
    router.shallowResource('lamps.wicks', LampsController).only(['index', 'show']);
    router
      .group(() => {
        router.get('/log', async () => []);
        router.post('/log/', async () => ({})).use(middleware.silent());
      })
      .prefix('/office');
  })
  .prefix('/v1')
  .prefix('api')
  .use(middleware.auth({ guards: ['badge'] }));

router
  .group(() => {
    router.get('/open', async () => []);
    router.get('/closed', async () => []).use([middleware.silent(), middleware.auth()]);
    router.get('/half', async () => []).use(async ({ auth, response }, next) => {
      if (!(await auth.check())) return response.forbidden({ message: 'no' });
      return next();
    });
  })
  .prefix('/rooms');
