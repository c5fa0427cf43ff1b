/** @conform-to/zod, valibot and yup, facts of 1.21.1: `parseWith…` gives a submission, whose `value` is there when its `status` is `success`. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['@conform-to/zod', '@conform-to/zod/v3', '@conform-to/zod/v4', '@conform-to/valibot', '@conform-to/yup'],
  rows: ['parseWithZod', 'parseWithValibot', 'parseWithYup'].map(
    (name): Row => ({ row: 'validator', target: fn(name), input: arg(0), result: { value: 'value' }, unknownKeys: 'stripped' }),
  ),
});
