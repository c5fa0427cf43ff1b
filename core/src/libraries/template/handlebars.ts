/** handlebars, facts of 4.7.9, and what hbs 4 gives of it: a template may call helpers, and one that is given as a tree runs code. */
import { arg, called, fn, library, on, type Row } from '../row.ts';

export default library({
  modules: ['handlebars', 'handlebars/dist/cjs/handlebars', 'hbs'],
  types: { instance: [called('create')] },
  rows: ['compile', 'precompile'].flatMap((name): readonly Row[] => [
    { row: 'sink', target: fn(name), danger: 'template', at: arg(0) },
    { row: 'sink', target: fn(`handlebars.${name}`), danger: 'template', at: arg(0) },
    { row: 'sink', target: on('instance', name), danger: 'template', at: arg(0) },
  ]),
});
