import type { GeneratedFile } from '../generate/generated-file.ts';

/** A library model that knows one middleware, with its fixture. `name` is `<area>/<package>`. */
export function newLibrary(name: string): readonly GeneratedFile[] {
  const area = name.slice(0, name.indexOf('/'));
  const packageName = name.slice(area.length + 1);
  const file = packageName.replace('@', '').replaceAll('/', '-');
  return [
    { path: `core/src/libraries/${area}/${file}.ts`, text: model(packageName) },
    { path: `test/libraries/fixtures/${area}/${file}.ts`, text: fixture(packageName) },
  ];
}

function model(packageName: string): string {
  return `/** ${packageName}: a middleware that has no say in who may call a route. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['${packageName}'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
`;
}

function fixture(packageName: string): string {
  return `import express from 'express';
import middleware from '${packageName}';

const app = express();
app.use(middleware());
app.delete('/drafts/:id', (_req, res) => res.sendStatus(204)); // expect: missing-authentication
`;
}
