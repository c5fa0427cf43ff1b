/** sequelize 6, facts of 6.37.8: literals, function names and cast types are not escaped. */
import { drivers } from '../drivers.ts';
import {
  accessOf,
  annotated,
  arg,
  constructed,
  extending,
  fn,
  library,
  making,
  method,
  on,
  type QueryParameters,
  type Row,
  receiver,
  type Target,
} from '../row.ts';

/** `replacements` are escaped into the text on the client; arrays become lists. */
const replacements: QueryParameters = {
  style: 'question',
  dialect: { drivers },
  values: { in: 'option', argument: 1, name: 'replacements' },
  lists: 'expand-array',
};
const text = (target: Target, argument = 0): Row => ({ row: 'sink', target, danger: 'sql', at: arg(argument) });
const writes = ['create', 'build', 'bulkCreate', 'upsert', 'update', 'set'].map(
  (name): Row => ({ row: 'store', target: on('model', name), at: arg(0), access: 'write', record: { fields: arg(1, 'fields') } }),
);
const reads = ['findAll', 'findOne', 'findAndCountAll', 'count', 'findOrCreate', 'destroy'].map(
  (name): Row => ({ row: 'store', target: on('model', name), at: arg(0, 'where'), access: accessOf(name) }),
);

export default library({
  modules: ['sequelize', 'sequelize-typescript'],
  types: {
    sequelize: [constructed('Sequelize'), constructed('default'), annotated('Sequelize')],
    model: [extending('Model'), method('sequelize', 'define'), method('sequelize', 'model')],
    record: [
      constructed('<model>'),
      // `find` and `findById` up to version 4.
      ...['findOne', 'findByPk', 'find', 'findById', 'create', 'build'].map((name) => method('model', name)),
      ...['reload', 'save', 'update', 'set'].map((name) => method('record', name)),
    ],
  },
  records: ['record'],
  rows: [
    { row: 'module-load', target: on('sequelize', 'import'), at: arg(0), applied: true },
    ...['update', 'set'].map(
      (name): Row => ({ row: 'store', target: on('record', name), at: arg(0), access: 'write', record: { fields: arg(1, 'fields') } }),
    ),
    // Instances of the workspace's own model classes answer to `save` as models do.
    ...['record', 'model'].map((type): Row => ({ row: 'store', target: on(type, 'save'), at: receiver, access: 'write', record: {} })),
    ...['find', 'findById'].map((name): Row => ({ row: 'store', target: on('model', name), at: arg(0, 'where'), access: 'read' })),
    { row: 'sink', target: on('sequelize', 'query'), danger: 'sql', at: arg(0), parameters: replacements },
    text(on('sequelize', 'literal')),
    text(fn('literal')),
    text(fn('Sequelize.literal')),
    text(fn('fn')),
    text(fn('Sequelize.fn')),
    text(on('sequelize', 'fn')),
    text(fn('cast'), 1),
    text(fn('Sequelize.cast'), 1),
    { row: 'store', target: on('sequelize', 'query'), at: arg(1, 'replacements'), access: 'read' },
    { row: 'store', target: on('sequelize', 'query'), at: arg(1, 'bind'), access: 'read' },
    { row: 'sanitizer', target: on('sequelize', 'escape'), input: arg(0), removes: ['sql'] },
    ...writes,
    { row: 'store', target: on('model', 'findOrCreate'), at: arg(0, 'defaults'), access: 'write', record: {} },
    { row: 'store', target: on('model', 'update'), at: arg(1, 'where'), access: 'read' },
    { row: 'store', target: on('model', 'findByPk'), at: arg(0), access: 'read' },
    ...reads,
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: making('Sequelize') },
  ],
});
