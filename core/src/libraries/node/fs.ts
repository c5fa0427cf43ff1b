/** node:fs, facts of Node 20 to 26, and fs-extra 11, which has the same functions: folders that programs read to find their modules. */
import { arg, fn, library, type Row } from '../row.ts';

const lists = (name: string, gives: 'value' | 'promise' | 'callback'): Row => ({ row: 'folder-list', target: fn(name), at: arg(0), gives });
const tests = (name: string, gives: 'exists' | 'record'): Row => ({ row: 'path-test', target: fn(name), at: arg(0), gives });

export default library({
  modules: ['fs', 'fs-extra', 'graceful-fs'],
  rows: [
    lists('readdirSync', 'value'),
    lists('readdir', 'callback'),
    lists('promises.readdir', 'promise'),
    tests('existsSync', 'exists'),
    tests('statSync', 'record'),
    tests('lstatSync', 'record'),
  ],
});
