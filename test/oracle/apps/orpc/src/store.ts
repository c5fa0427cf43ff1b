const rows = new Map<string, unknown>([['a1', { id: 'a1' }]]);

export const store = {
  list: () => [...rows.values()],
  find: (id: string) => rows.get(id),
  save: (id: string, row: unknown) => rows.set(id, row),
  remove: (id: string) => rows.delete(id),
};
