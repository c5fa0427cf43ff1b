/** swig, facts of 1.4.2, and its successor swig-templates 2: templates are compiled to code. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['swig', 'swig-templates'],
  rows: ['render', 'compile'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
});
