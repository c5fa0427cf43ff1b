/** zod-form-data, facts of 3.0.3: zod schemas that read forms. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['zod-form-data'],
  reexports: {
    'zfd.formData()': 'zod#<schema>',
    'zfd.text()': 'zod#<schema>',
    'zfd.file()': 'zod#<schema>',
    'zfd.json()': 'zod#<schema>',
    'zfd.repeatable()': 'zod#<schema>',
    'zfd.repeatableOfType()': 'zod#<schema>',
    'zfd.numeric()': 'zod#<scalar>',
    'zfd.checkbox()': 'zod#<scalar>',
  },
  rows: [{ row: 'schema-fields', target: fn('zfd.formData'), of: 'new', at: arg(0) }],
});
