import type { Dialect } from './dialect.ts';
import { joiDialect } from './dialect-joi.ts';
import { valibotDialect } from './dialect-valibot.ts';
import { yupDialect } from './dialect-yup.ts';
import { zodDialect } from './dialect-zod.ts';

/** The validators that fixes can write, best first; the first is what a project gets that has none. */
export const dialects: readonly [Dialect, ...Dialect[]] = [zodDialect, valibotDialect, joiDialect, yupDialect];
