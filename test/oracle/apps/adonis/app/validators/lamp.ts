import vine from '@vinejs/vine';

export const lampValidator = vine.compile(vine.object({ name: vine.string().trim(), range: vine.number().positive().optional() }));
