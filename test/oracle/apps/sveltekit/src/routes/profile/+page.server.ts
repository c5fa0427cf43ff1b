import { requireLogin } from '$guards';

export const load = () => {
  const reader = requireLogin();
  return { name: reader.name };
};

export const actions = {
  rename: async ({ request }) => {
    requireLogin();
    return { name: (await request.formData()).get('name') };
  },
  forget: async ({ cookies }) => {
    cookies.delete('session', { path: '/' });
    return { forgotten: true };
  },
};
