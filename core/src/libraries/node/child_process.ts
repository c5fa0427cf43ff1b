/** node:child_process, facts of Node 20 to 26, and cross-spawn 7, which is called as `spawn` is. */
import { arg, fn, library, type Row } from '../row.ts';

const shells = ['sh', 'bash', 'dash', 'zsh', 'ash', 'ksh', 'cmd', 'powershell', 'pwsh'];
const interpreters = ['node', 'python', 'python3', 'perl', 'ruby', 'php', 'deno', 'bun'];
const text = (name: string): Row => ({ row: 'sink', target: fn(name), danger: 'shell', at: arg(0) });

/** A program with a list of arguments: no shell reads them unless one is asked for, or is the program. */
const program = (name: string): readonly Row[] => [
  text(name),
  { row: 'sink', target: fn(name), danger: 'shell', at: arg(1), inside: 'all', only: { argument: 2, field: 'shell', is: 'present' } },
  {
    row: 'sink',
    target: fn(name),
    danger: 'shell',
    at: arg(1),
    named: { argument: 0, is: shells },
    inside: { after: ['-c', '-lc', '/c', '/C', '-Command', '-command'] },
  },
  {
    row: 'sink',
    target: fn(name),
    danger: 'shell',
    at: arg(1),
    named: { argument: 0, is: interpreters },
    inside: { after: ['-e', '-c', '--eval', '-p'] },
  },
];

export default library({
  modules: ['child_process', 'cross-spawn'],
  rows: [
    ...['exec', 'execSync', 'fork'].map(text),
    ...['execFile', 'execFileSync', 'spawn', 'spawnSync', 'default', 'sync'].flatMap(program),
  ],
});
