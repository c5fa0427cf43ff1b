/** node:fs/promises, facts of Node 20 to 26. */
import { arg, fn, library, type Row } from '../row.ts';

const names = 'readFile writeFile appendFile open unlink rm rmdir mkdir readdir opendir truncate chmod chown utimes readlink'.split(' ');
const twoPaths = ['cp', 'copyFile', 'rename', 'link', 'symlink'];
const path = (name: string, index = 0): Row => ({ row: 'sink', target: fn(name), danger: 'path', at: arg(index) });

export default library({
  modules: ['fs/promises'],
  rows: [
    { row: 'folder-list', target: fn('readdir'), at: arg(0), gives: 'promise' },
    ...names.map((name) => path(name)),
    ...twoPaths.flatMap((name) => [path(name), path(name, 1)]),
  ],
});
