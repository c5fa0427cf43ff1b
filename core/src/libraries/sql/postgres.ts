/** postgres (postgres.js), facts of 3.4.9: the tagged form binds its holes, `unsafe` takes text. */
import { annotated, arg, callback, called, fn, library, method, on, type QueryParameters } from '../row.ts';

const unsafe: QueryParameters = {
  style: 'dollar',
  dialect: 'PostgreSQL',
  values: { in: 'argument', index: 1 },
  lists: 'any-array',
  tag: '',
};

export default library({
  modules: ['postgres'],
  types: {
    sql: [
      called('default'),
      called('postgres'),
      method('sql', 'reserve'),
      callback(on('sql', 'begin'), 0, 0),
      callback(on('sql', 'begin'), 1, 0),
      callback(on('sql', 'savepoint'), 0, 0),
      callback(on('sql', 'savepoint'), 1, 0),
      annotated('Sql'),
      annotated('TransactionSql'),
      annotated('ReservedSql'),
    ],
  },
  rows: [
    { row: 'sink', target: on('sql', 'unsafe'), danger: 'sql', at: arg(0), parameters: unsafe },
    { row: 'store', target: on('sql', 'unsafe'), at: arg(1), access: 'read' },
    // These three encrypt without verifying the certificate; 'verify-full' and an object do.
    { row: 'tls-switch', option: 'ssl', insecure: 'require', target: fn('default') },
    { row: 'tls-switch', option: 'ssl', insecure: 'prefer', target: fn('default') },
    { row: 'tls-switch', option: 'ssl', insecure: 'allow', target: fn('default') },
  ],
});
