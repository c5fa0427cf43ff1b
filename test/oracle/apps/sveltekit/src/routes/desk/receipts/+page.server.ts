import { loans } from '$lib/server/store';

export const load = async ({ parent }) => {
  const { name } = await parent();
  return { name, receipts: loans.size };
};
