/** multer, facts of 2.5.0: `multer(…)` makes the object whose methods make middleware. */
import { called, library, on } from '../row.ts';

export default library({
  modules: ['multer'],
  types: { upload: [called('default')] },
  rows: [
    { row: 'neutral-middleware', target: on('upload', 'single'), made: 'call' },
    { row: 'neutral-middleware', target: on('upload', 'array'), made: 'call' },
    { row: 'neutral-middleware', target: on('upload', 'fields'), made: 'call' },
    { row: 'neutral-middleware', target: on('upload', 'none'), made: 'call' },
    { row: 'neutral-middleware', target: on('upload', 'any'), made: 'call' },
  ],
});
