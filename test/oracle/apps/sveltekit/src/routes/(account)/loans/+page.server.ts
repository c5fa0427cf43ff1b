import { loans } from '$lib/server/store';

export const load = async ({ locals }) => ({ loans: [...loans.values()].filter((loan) => loan.reader === locals.reader.name) });

export const actions = {
  extend: async ({ request }) => {
    const form = await request.formData();
    return { id: form.get('id') };
  },
};
