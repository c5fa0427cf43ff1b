/** lodash, facts of 4.18.1, its module form lodash-es, and underscore 1.13, where the names are the same. */
import { arg, fn, library, type Row } from '../row.ts';

/** Versions that leave `__proto__` and `constructor` alone (CVE-2018-16487, CVE-2019-10744, CVE-2020-8203). */
const merging = { lodash: '4.17.12', 'lodash-es': '4.17.12' };
const setting = { lodash: '4.17.20', 'lodash-es': '4.17.20' };
const writes: readonly Row[] = [
  ...['merge', 'mergeWith', 'defaultsDeep'].flatMap((name) =>
    [1, 2, 3].map((index): Row => ({ row: 'sink', target: fn(name), danger: 'keys', at: arg(index), below: merging })),
  ),
  ...['set', 'setWith'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'keys', at: arg(1), below: setting })),
  { row: 'sink', target: fn('zipObjectDeep'), danger: 'keys', at: arg(0), below: setting },
];

export default library({
  modules: ['lodash', 'lodash-es', 'underscore'],
  rows: [
    ...writes,
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: fn('escapeRegExp'), input: arg(0), removes: ['regex'] },
    { row: 'sanitizer', target: fn('toNumber'), input: arg(0), removes: 'all' },
    { row: 'sanitizer', target: fn('toInteger'), input: arg(0), removes: 'all' },
    { row: 'sanitizer', target: fn('clamp'), input: arg(0), removes: 'all' },
    { row: 'sink', target: fn('template'), danger: 'template', at: arg(0) },
    { row: 'picks', target: fn('pick'), input: arg(0), names: 1, how: 'only' },
    { row: 'picks', target: fn('omit'), input: arg(0), names: 1, how: 'without' },
  ],
});
