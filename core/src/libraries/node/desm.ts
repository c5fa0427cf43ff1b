/** desm, facts of 1.3.1: paths seen from a module, by its `import.meta.url`. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['desm'],
  rows: [{ row: 'path', target: fn('join'), does: 'beside-url' }],
});
