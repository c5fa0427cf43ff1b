/** node:module, facts of Node 20 to 26: `createRequire(import.meta.url)` gives what CommonJS calls `require`. */
import { arg, called, fn, library } from '../row.ts';

export default library({
  modules: ['module'],
  types: { require: [called('createRequire')] },
  rows: [
    { row: 'module-load', target: fn('<require>'), at: arg(0) },
    { row: 'sink', target: fn('<require>'), danger: 'code', at: arg(0) },
  ],
});
