import router from '@adonisjs/core/services/router';
import server from '@adonisjs/core/services/server';

server.use([() => import('#middleware/json_middleware')]);
router.use([
  () => import('@adonisjs/core/bodyparser_middleware'),
  () => import('@adonisjs/auth/initialize_auth_middleware'),
  () => import('#middleware/radio_key_middleware'),
]);

export const middleware = router.named({
  auth: () => import('#middleware/auth_middleware'),
  guest: () => import('#middleware/guest_middleware'),
  silent: () => import('#middleware/silent_auth_middleware'),
});
