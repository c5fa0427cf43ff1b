/** execa, facts of 9.6.1: arguments are escaped; a shell reads them where one is asked for, and `execaCommand` splits text into arguments. */
import { arg, fn, library, type Row } from '../row.ts';

const names = ['default', 'execa', 'execaSync', 'sync', 'execa.sync', 'execaNode', 'node'];
const commands = ['execaCommand', 'execaCommandSync', 'command', 'commandSync', 'execa.command', 'execa.commandSync'];

export default library({
  modules: ['execa'],
  rows: [
    ...names.flatMap((name): readonly Row[] => [
      { row: 'sink', target: fn(name), danger: 'shell', at: arg(0) },
      { row: 'sink', target: fn(name), danger: 'shell', at: arg(1), inside: 'all', only: { argument: 2, field: 'shell', is: 'present' } },
    ]),
    ...commands.map(
      (name): Row => ({ row: 'sink', target: fn(name), danger: 'shell', at: arg(0), only: { argument: 1, field: 'shell', is: 'present' } }),
    ),
  ],
});
