/** lodash.template 4.18, also as a module of lodash: templates are compiled to code. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['lodash.template', 'lodash/template', 'lodash-es/template'],
  rows: [{ row: 'sink', target: fn('default'), danger: 'template', at: arg(0) }],
});
