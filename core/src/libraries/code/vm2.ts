/** vm2, facts of 3.9.19, the last one, which code can leave (CVE-2023-37466, CVE-2023-37903). */
import { annotated, arg, constructed, library, making, on, type Row } from '../row.ts';

const run: Row = { row: 'sink', target: on('sandbox', 'run'), danger: 'code', at: arg(0) };

export default library({
  modules: ['vm2'],
  types: { sandbox: [constructed('VM'), constructed('NodeVM'), annotated('VM'), annotated('NodeVM')] },
  rows: [run, { row: 'sink', target: making('VMScript'), danger: 'code', at: arg(0) }],
});
