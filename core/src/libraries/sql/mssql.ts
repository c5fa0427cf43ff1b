/** mssql, facts of 12 (@types/mssql 12.3.0): the tagged forms of `query` and `batch` bind their holes. */
import { annotated, arg, called, constructed, fn, library, making, method, on, type Row, type Target } from '../row.ts';

const text = (target: Target, tag: string): Row => ({
  row: 'sink',
  target,
  danger: 'sql',
  at: arg(0),
  parameters: { style: 'at', values: { in: 'holes' }, lists: 'spread', tag },
});

export default library({
  modules: ['mssql', 'mssql/msnodesqlv8'],
  types: {
    pool: [constructed('ConnectionPool'), called('connect'), method('pool', 'connect'), annotated('ConnectionPool')],
    transaction: [constructed('Transaction'), method('pool', 'transaction'), annotated('Transaction')],
    request: [
      constructed('Request'),
      method('pool', 'request'),
      method('transaction', 'request'),
      method('request', 'input'),
      annotated('Request'),
    ],
    statement: [constructed('PreparedStatement'), annotated('PreparedStatement')],
  },
  rows: [
    text(fn('query'), 'query'),
    text(fn('batch'), 'batch'),
    text(on('pool', 'query'), 'query'),
    text(on('pool', 'batch'), 'batch'),
    text(on('request', 'query'), 'query'),
    text(on('request', 'batch'), 'batch'),
    { row: 'sink', target: on('statement', 'prepare'), danger: 'sql', at: arg(0) },
    { row: 'store', target: on('request', 'input'), at: arg(1), access: 'read' },
    { row: 'store', target: on('request', 'input'), at: arg(2), access: 'read' },
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: fn('connect') },
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: making('ConnectionPool') },
    { row: 'tls-switch', option: 'encrypt', insecure: false, target: fn('connect') },
    { row: 'tls-switch', option: 'encrypt', insecure: false, target: making('ConnectionPool') },
  ],
});
