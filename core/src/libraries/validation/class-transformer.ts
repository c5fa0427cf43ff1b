/** class-transformer, facts of 0.5.1: makes an instance of a class that has the fields of the plain object. */
import { fn, library, type Row } from '../row.ts';

export default library({
  modules: ['class-transformer'],
  rows: ['plainToInstance', 'plainToClass'].map((name): Row => ({ row: 'transparent', target: fn(name), argument: 1 })),
});
