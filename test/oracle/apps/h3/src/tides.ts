import { H3, HTTPError } from 'h3';
import { findSkipper, knowSkipper } from './guards.ts';

export const tides = new H3();

tides.use(knowSkipper);
for (const harbour of ['north', 'south'] as const) tides.get(`/${harbour}`, () => ({ harbour }));

// A helper registers the routes.
function record(path: string): void {
  tides.post(path, async (event) => {
    if (!(await findSkipper(event))) throw new HTTPError('Who are you?', { status: 401 });
    return { path };
  });
}
record('/north');
record('/south');
