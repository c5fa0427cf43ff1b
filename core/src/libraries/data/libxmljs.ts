/** libxmljs 1.0 and libxmljs2 0.37: entities are replaced where `noent` is set, those that name files and addresses included. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['libxmljs', 'libxmljs2'],
  rows: ['parseXml', 'parseXmlString', 'parseXmlAsync'].flatMap((name) =>
    ['noent', 'replaceEntities', 'dtdload'].map(
      (field): Row => ({ row: 'sink', target: fn(name), danger: 'xml', at: arg(0), only: { argument: 1, field, is: true } }),
    ),
  ),
});
