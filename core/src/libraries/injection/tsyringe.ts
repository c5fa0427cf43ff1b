/** tsyringe, facts of 4.10: `container` is exported, and makes child containers. */
import { exported, library, method, on } from '../row.ts';

export default library({
  modules: ['tsyringe'],
  types: { container: [exported('container'), method('container', 'createChildContainer')] },
  rows: [{ row: 'instance-of', target: on('container', 'resolve'), argument: 0 }],
});
