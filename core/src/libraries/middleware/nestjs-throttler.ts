/** @nestjs/throttler, facts of 6.7.1: limits how often callers may come, whoever they are. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@nestjs/throttler'],
  rows: [{ row: 'neutral-middleware', target: fn('ThrottlerGuard'), made: 'self' }],
});
