/** The heavy half of the server: everything that loads TypeScript. It is loaded after `initialize` was answered, from
 *  a bundle of its own (`dist/engine.cjs`), so `engine-loader.ts` alone may import it, and only dynamically. */
export { openSession } from '#core';
export { openFiles } from './folder/disk-files.ts';
