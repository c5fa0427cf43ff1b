/** express-jwt, facts of 8.5.1; up to version 6 the default export is the function. */
import { fn, library, type Row } from '../row.ts';

const guard = (name: string): Row => ({
  row: 'guard',
  target: fn(name),
  as: 'middleware-factory',
  does: 'enforces',
  except: [{ when: { argument: 0, field: 'credentialsRequired', is: false }, does: 'optional' }],
  unless: 'unless',
});

export default library({ modules: ['express-jwt'], rows: [guard('expressjwt'), guard('default')] });
