/** lodash, facts of 4.18.1, its module form lodash-es, and underscore 1.13, where the names are the same. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['lodash', 'lodash-es', 'underscore'],
  rows: [
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: fn('escapeRegExp'), input: arg(0), removes: ['regex'] },
    { row: 'sanitizer', target: fn('toNumber'), input: arg(0), removes: 'all' },
    { row: 'sanitizer', target: fn('toInteger'), input: arg(0), removes: 'all' },
    { row: 'sanitizer', target: fn('clamp'), input: arg(0), removes: 'all' },
    { row: 'sink', target: fn('template'), danger: 'template', at: arg(0) },
    { row: 'picks', target: fn('pick'), input: arg(0), names: 1, how: 'only' },
    { row: 'picks', target: fn('omit'), input: arg(0), names: 1, how: 'without' },
  ],
});
