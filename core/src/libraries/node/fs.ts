/** node:fs, facts of Node 20 to 26, and fs-extra 11, which has the same functions and more: paths, and folders that programs read to find their modules. */
import { arg, fn, library, type Row } from '../row.ts';

const lists = (name: string, gives: 'value' | 'promise' | 'callback'): Row => ({ row: 'folder-list', target: fn(name), at: arg(0), gives });
const tests = (name: string, gives: 'exists' | 'record'): Row => ({ row: 'path-test', target: fn(name), at: arg(0), gives });

const open = [
  'readFile writeFile appendFile open unlink rm rmdir mkdir readdir opendir truncate chmod chown utimes readlink cp copyFile rename link symlink',
  'readFileSync writeFileSync appendFileSync openSync unlinkSync rmSync rmdirSync mkdirSync readdirSync opendirSync truncateSync chmodSync',
  'chownSync cpSync copyFileSync renameSync linkSync symlinkSync createReadStream createWriteStream',
  // Of fs-extra.
  'readJson readJSON readJsonSync writeJson writeJSON writeJsonSync outputFile outputFileSync outputJson outputJSON outputJsonSync',
  'remove removeSync move moveSync copy copySync ensureDir ensureDirSync mkdirp mkdirpSync emptyDir emptyDirSync ensureFile ensureFileSync',
].flatMap((line) => line.split(' '));
const twoPaths = /^(cp|copyFile|rename|link|symlink|move|copy)(Sync)?$/;
const paths = (name: string, prefix = ''): readonly Row[] =>
  (twoPaths.test(name) ? [0, 1] : [0]).map(
    (index): Row => ({ row: 'sink', target: fn(`${prefix}${name}`), danger: 'path', at: arg(index) }),
  );

export default library({
  modules: ['fs', 'fs-extra', 'graceful-fs'],
  rows: [
    lists('readdirSync', 'value'),
    lists('readdir', 'callback'),
    lists('promises.readdir', 'promise'),
    tests('existsSync', 'exists'),
    tests('statSync', 'record'),
    tests('lstatSync', 'record'),
    ...open.flatMap((name) => [...paths(name), ...(name.endsWith('Sync') ? [] : paths(name, 'promises.'))]),
  ],
});
