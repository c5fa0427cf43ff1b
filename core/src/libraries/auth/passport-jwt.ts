/** passport-jwt 4.0.1: extractors find a token in the request and test nothing; the strategy that verifies it is passport's to run. */
import { arg, called, fn, library } from '../row.ts';

const makers = [
  'fromExtractors',
  'fromHeader',
  'fromBodyField',
  'fromUrlQueryParameter',
  'fromAuthHeaderWithScheme',
  'fromAuthHeaderAsBearerToken',
];

export default library({
  modules: ['passport-jwt'],
  types: { extractor: makers.map((name) => called(`ExtractJwt.${name}`)) },
  rows: [{ row: 'passes', target: fn('<extractor>'), from: [arg(0)] }],
});
