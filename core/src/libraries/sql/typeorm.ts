/** typeorm, facts of 1.1.1 (0.3.x alike): builder strings are emitted as they are, with `:name` parameters beside them. */
import { drivers } from '../drivers.ts';
import {
  accessOf,
  annotated,
  anyMethod,
  arg,
  callback,
  called,
  constructed,
  extending,
  fn,
  library,
  making,
  method,
  on,
  property,
  type QueryParameters,
  type Row,
  receiver,
} from '../row.ts';

const query: QueryParameters = { style: 'driver', dialect: { drivers }, values: { in: 'argument', index: 1 }, lists: 'any-array' };
const named = (index: number): QueryParameters => ({
  style: 'colon',
  dialect: { drivers },
  values: { in: 'argument', index },
  lists: 'spread',
});
const conditions = ['where', 'andWhere', 'orWhere', 'having', 'andHaving', 'orHaving'].flatMap((name): Row[] => [
  { row: 'sink', target: on('builder', name), danger: 'sql', at: arg(0), parameters: named(1) },
  { row: 'store', target: on('builder', name), at: arg(1), access: 'read' },
]);
const raw = ['select', 'addSelect', 'orderBy', 'addOrderBy', 'groupBy', 'addGroupBy'].map(
  (name): Row => ({ row: 'sink', target: on('builder', name), danger: 'sql', at: arg(0) }),
);
const joins = ['leftJoin', 'innerJoin', 'leftJoinAndSelect', 'innerJoinAndSelect'].map(
  (name): Row => ({ row: 'sink', target: on('builder', name), danger: 'sql', at: arg(2), parameters: named(3) }),
);
const writes = ['save', 'insert', 'create', 'upsert', 'preload'].map(
  (name): Row => ({ row: 'store', target: on('repository', name), at: arg(0), access: 'write', record: {} }),
);
const options = ['find', 'findOne', 'findOneOrFail', 'findAndCount', 'count'].map(
  (name): Row => ({ row: 'store', target: on('repository', name), at: arg(0, 'where'), access: 'read' }),
);
const wheres = ['findBy', 'findOneBy', 'findOneByOrFail', 'countBy', 'existsBy', 'update', 'delete'].map(
  (name): Row => ({ row: 'store', target: on('repository', name), at: arg(0), access: accessOf(name) }),
);

export default library({
  modules: ['typeorm'],
  types: {
    source: [
      constructed('DataSource'),
      annotated('DataSource'),
      annotated('Connection'),
      called('getConnection'),
      called('createConnection'),
    ],
    manager: [
      property('source', 'manager'),
      annotated('EntityManager'),
      called('getManager'),
      callback(on('source', 'transaction'), 0, 0),
      callback(on('manager', 'transaction'), 0, 0),
    ],
    runner: [method('source', 'createQueryRunner'), annotated('QueryRunner')],
    repository: [
      method('source', 'getRepository'),
      method('manager', 'getRepository'),
      called('getRepository'),
      annotated('Repository'),
      extending('Repository'),
      extending('BaseEntity'),
    ],
    record: [
      ...['findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'create', 'preload'].map((name) => method('repository', name)),
      ...['findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'create'].map((name) => method('manager', name)),
    ],
    builder: [
      method('source', 'createQueryBuilder'),
      method('manager', 'createQueryBuilder'),
      method('repository', 'createQueryBuilder'),
      anyMethod('builder'),
      annotated('SelectQueryBuilder'),
    ],
  },
  records: ['record'],
  rows: [
    { row: 'store', target: on('record', 'save'), at: receiver, access: 'write', record: {} },
    // Entities that extend BaseEntity save themselves.
    { row: 'store', target: on('repository', 'save'), at: receiver, access: 'write', record: {} },
    ...['source', 'manager', 'runner', 'repository'].flatMap((type): Row[] => [
      { row: 'sink', target: on(type, 'query'), danger: 'sql', at: arg(0), parameters: query },
      { row: 'store', target: on(type, 'query'), at: arg(1), access: 'read' },
    ]),
    { row: 'sink', target: fn('Raw'), danger: 'sql', at: arg(0) },
    ...conditions,
    ...raw,
    ...joins,
    ...writes,
    { row: 'store', target: on('repository', 'update'), at: arg(1), access: 'write', record: {} },
    { row: 'store', target: on('repository', 'merge'), at: arg(1), access: 'write', record: {} },
    { row: 'store', target: on('manager', 'save'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('manager', 'save'), at: arg(1), access: 'write', record: {} },
    { row: 'store', target: on('manager', 'insert'), at: arg(1), access: 'write', record: {} },
    { row: 'store', target: on('manager', 'update'), at: arg(2), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'set'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'values'), at: arg(0), access: 'write', record: {} },
    ...options,
    ...wheres,
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: making('DataSource') },
  ],
});
