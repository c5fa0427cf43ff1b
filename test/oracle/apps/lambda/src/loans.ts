import { answer } from './answers.ts';
import { greet, membersOnly, requireMember, wrapped } from './middleware.ts';

export const borrow = wrapped(async (event) => answer(201, { borrowed: event.body })).use(requireMember());

export const giveBack = wrapped(async (event) => answer(200, { returned: event.pathParameters?.id })).use([membersOnly]);

export const list = wrapped(async () => answer(200, [])).use(greet());

// Nothing checks who calls.
export const extend = wrapped(async (event) => answer(200, { extended: event.pathParameters?.id }));
