import Router from '@koa/router';
import { verifySupplier } from '../guards.ts';

/** Made for whoever hands the router over. */
export function addDeliveries(router: Router, kinds: readonly string[]): void {
  for (const kind of kinds)
    router.post(`/deliveries/${kind}`, verifySupplier, (ctx) => {
      ctx.status = 202;
    });
  router.get('/deliveries', (ctx) => {
    ctx.body = kinds;
  });
}
