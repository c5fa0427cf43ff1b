const known = new Map([['admin-token', { id: 'a', roles: ['admin'] }]]);

export const callers = {
  find: (token: string) => known.get(token),
};
