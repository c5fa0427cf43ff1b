/** Packages that add to an ajv and give it back: ajv-formats, facts of 3.0.1; ajv-errors, facts of 3.0.0; ajv-keywords, facts of 5.1.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['ajv-formats', 'ajv-errors', 'ajv-keywords'],
  rows: [{ row: 'transparent', target: fn('default'), argument: 0 }],
});
