/** InversifyJS, facts of 6.2 to 8.2: a container gives the instance of a class; `resolve` is of version 6. */
import { constructed, library, on, type Row } from '../row.ts';

export default library({
  modules: ['inversify'],
  types: { container: [constructed('Container')] },
  rows: ['get', 'getAsync', 'resolve'].map((name): Row => ({ row: 'instance-of', target: on('container', name), argument: 0 })),
});
