/** drizzle-zod, facts of 0.8.3, and drizzle-orm/zod: zod schemas of tables. */
import { library } from '../row.ts';

export default library({
  modules: ['drizzle-zod', 'drizzle-orm/zod'],
  reexports: {
    'createInsertSchema()': 'zod#<schema>',
    'createSelectSchema()': 'zod#<schema>',
    'createUpdateSchema()': 'zod#<schema>',
  },
  rows: [],
});
