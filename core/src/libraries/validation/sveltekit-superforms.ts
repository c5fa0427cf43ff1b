/** sveltekit-superforms, facts of 2 and 3: `superValidate` reads and checks a form; `valid` of its result says whether it was accepted. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['sveltekit-superforms', 'sveltekit-superforms/server'],
  rows: [
    {
      row: 'validator',
      target: fn('superValidate'),
      input: arg(0),
      result: { value: 'data', ok: 'valid' },
      async: true,
      unknownKeys: 'stripped',
    },
    { row: 'response', target: fn('fail'), how: 'value', status: { argument: 0, otherwise: 400 } },
    { row: 'response', target: fn('setError'), how: 'value', status: 400 },
  ],
});
