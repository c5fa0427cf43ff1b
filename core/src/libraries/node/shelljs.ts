/** shelljs, facts of 0.10: `exec` gives its text to a shell; the other commands take paths. */
import { arg, fn, library, type Row } from '../row.ts';

const paths = ['cat', 'rm', 'mkdir', 'ls', 'cp', 'mv', 'touch', 'chmod', 'cd', 'pushd', 'head', 'tail'];

export default library({
  modules: ['shelljs'],
  rows: [
    { row: 'sink', target: fn('exec'), danger: 'shell', at: arg(0) },
    ...paths.map((name): Row => ({ row: 'sink', target: fn(name), danger: 'path', at: arg(0) })),
    ...['cp', 'mv'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'path', at: arg(1) })),
  ],
});
