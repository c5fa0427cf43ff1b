/** TypeDI, facts of 0.10: `Container` itself is the container. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['typedi'],
  rows: [{ row: 'instance-of', target: fn('Container.get'), argument: 0 }],
});
