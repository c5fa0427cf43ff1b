/** superagent, facts of 10.4.2. */
import { arg, called, fn, library, on, type Row } from '../row.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options'];

export default library({
  modules: ['superagent'],
  types: { agent: [called('agent')] },
  rows: [
    { row: 'address', target: fn('default'), at: arg(1) },
    ...methods.flatMap((name): Row[] => [
      { row: 'address', target: fn(name), at: arg(0) },
      { row: 'address', target: on('agent', name), at: arg(0) },
    ]),
  ],
});
