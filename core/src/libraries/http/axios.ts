/** axios, facts of 1.21.1. */
import { annotated, arg, called, fn, library, on, type Row, type Target } from '../row.ts';

const methods = ['get', 'delete', 'head', 'options', 'post', 'put', 'patch', 'postForm', 'putForm', 'patchForm'];
const contacts = (target: Target, place = arg(0)): Row => ({ row: 'address', target, at: place });

export default library({
  modules: ['axios'],
  types: { instance: [called('create'), annotated('AxiosInstance')] },
  rows: [
    contacts(fn('default')),
    contacts(fn('default'), arg(0, 'url')),
    contacts(fn('request'), arg(0, 'url')),
    contacts(fn('create'), arg(0, 'baseURL')),
    ...methods.map((name) => contacts(fn(name))),
    contacts(fn('<instance>')),
    contacts(fn('<instance>'), arg(0, 'url')),
    contacts(on('instance', 'request'), arg(0, 'url')),
    ...methods.map((name) => contacts(on('instance', name))),
  ],
});
