/** ky, facts of 1.14.3. */
import { arg, called, fn, library, method, on, type Row, type Target } from '../row.ts';

const methods = ['get', 'post', 'put', 'patch', 'head', 'delete'];
const contacts = (target: Target, place = arg(0)): Row => ({ row: 'address', target, at: place });

export default library({
  modules: ['ky'],
  types: { instance: [called('create'), called('extend'), method('instance', 'create'), method('instance', 'extend')] },
  rows: [
    contacts(fn('default')),
    contacts(fn('<instance>')),
    contacts(fn('create'), arg(0, 'prefixUrl')),
    contacts(fn('extend'), arg(0, 'prefixUrl')),
    ...methods.flatMap((name) => [contacts(fn(name)), contacts(on('instance', name))]),
  ],
});
