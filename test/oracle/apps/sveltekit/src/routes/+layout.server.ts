export const load = async ({ locals }) => ({ reader: locals.reader?.name ?? null });
