/** got, facts of 14.6.6. */
import { arg, called, fn, library, method, on, type Row, type Target } from '../row.ts';

const methods = ['get', 'post', 'put', 'patch', 'head', 'delete', 'stream', 'paginate'];
const contacts = (target: Target, place = arg(0)): Row => ({ row: 'address', target, at: place });

export default library({
  modules: ['got'],
  types: { instance: [called('extend'), called('got.extend'), method('instance', 'extend')] },
  rows: [
    ...['default', 'got', '<instance>'].map((name) => contacts(fn(name))),
    contacts(fn('extend'), arg(0, 'prefixUrl')),
    contacts(fn('got.extend'), arg(0, 'prefixUrl')),
    ...methods.flatMap((name) => [contacts(fn(name)), contacts(fn(`got.${name}`)), contacts(on('instance', name))]),
  ],
});
