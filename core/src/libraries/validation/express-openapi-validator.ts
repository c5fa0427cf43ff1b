/** express-openapi-validator, facts of 5.6.2: refuses what the API's description does not allow, unless `validateRequests` is false. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-openapi-validator'],
  rows: [
    {
      row: 'validating-middleware',
      target: fn('middleware'),
      parts: ['body', 'query', 'params', 'headers', 'cookies'],
      made: 'call',
      except: { argument: 0, field: 'validateRequests', is: false },
    },
  ],
});
