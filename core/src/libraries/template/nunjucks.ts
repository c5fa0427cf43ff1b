/** nunjucks, facts of 3.2.4: "does not sandbox execution"; templates reach constructors. */
import { annotated, arg, called, constructed, fn, library, making, on, type Row } from '../row.ts';

export default library({
  modules: ['nunjucks'],
  types: { environment: [called('configure'), constructed('Environment'), annotated('Environment')] },
  rows: [
    ...['renderString', 'compile', 'precompileString'].map(
      (name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) }),
    ),
    { row: 'sink', target: making('Template'), danger: 'template', at: arg(0) },
    { row: 'sink', target: on('environment', 'renderString'), danger: 'template', at: arg(0) },
  ],
});
