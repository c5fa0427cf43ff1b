/** dompurify, facts of 3.4.18, and isomorphic-dompurify, facts of 3.19.0; on a server the module is called with a window. */
import { arg, called, fn, library, on } from '../row.ts';

export default library({
  modules: ['dompurify', 'isomorphic-dompurify'],
  types: { purifier: [called('default')] },
  rows: [
    { row: 'sanitizer', target: fn('sanitize'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: on('purifier', 'sanitize'), input: arg(0), removes: ['html'] },
  ],
});
