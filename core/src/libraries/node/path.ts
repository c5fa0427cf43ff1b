/** node:path, facts of Node 20 to 26: only `basename` takes `..` away; the others resolve it. */
import { arg, fn, library, type Row } from '../row.ts';

const passes = ['join', 'resolve', 'normalize', 'relative'].map(
  (name): Row => ({ row: 'passes', target: fn(name), from: [arg(0), arg(1), arg(2), arg(3)] }),
);

const known = (['join', 'resolve', 'normalize', 'relative', 'dirname', 'basename', 'extname'] as const).map(
  (does): Row => ({ row: 'path', target: fn(does), does }),
);

export default library({
  modules: ['path', 'path/posix', 'path/win32'],
  rows: [
    { row: 'sanitizer', target: fn('basename'), input: arg(0), removes: ['path'] },
    { row: 'sanitizer', target: fn('extname'), input: arg(0), removes: ['path'] },
    ...passes,
    ...known,
  ],
});
