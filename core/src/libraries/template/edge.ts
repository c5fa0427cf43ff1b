/** edge.js, facts of 6.3.0: templates are compiled to code. */
import { arg, called, constructed, fn, library, on, type Row } from '../row.ts';

export default library({
  modules: ['edge.js'],
  types: { edge: [called('Edge.create'), constructed('Edge')] },
  rows: [
    ...['renderRaw', 'renderRawSync'].flatMap((name): readonly Row[] => [
      { row: 'sink', target: fn(name), danger: 'template', at: arg(0) },
      { row: 'sink', target: on('edge', name), danger: 'template', at: arg(0) },
    ]),
  ],
});
