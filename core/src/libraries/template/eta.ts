/** eta, facts of 4.6.0, and of version 2, where the module itself renders text: templates are compiled to code. */
import { annotated, arg, constructed, fn, library, on, type Row } from '../row.ts';

export default library({
  modules: ['eta'],
  types: { eta: [constructed('Eta'), annotated('Eta')] },
  rows: [
    ...['render', 'renderAsync', 'compile'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
    ...['renderString', 'renderStringAsync', 'compile'].map(
      (name): Row => ({ row: 'sink', target: on('eta', name), danger: 'template', at: arg(0) }),
    ),
  ],
});
