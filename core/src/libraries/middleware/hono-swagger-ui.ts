/** Pages that show an API's description: @hono/swagger-ui 0.6.1, @scalar/hono-api-reference 0.9. */
import { fn, library, type Row } from '../row.ts';

export default library({
  modules: ['@hono/swagger-ui', '@scalar/hono-api-reference'],
  rows: ['swaggerUI', 'Scalar', 'apiReference'].map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' })),
});
