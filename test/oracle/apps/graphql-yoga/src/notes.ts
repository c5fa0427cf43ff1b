import { builder } from './builder.ts';

const notes: string[] = ['first'];

builder.queryType({
  fields: (t) => ({
    notes: t.stringList({ resolve: () => notes }),
    own: t.stringList({ authScopes: { member: true }, resolve: () => notes }),
    either: t.stringList({ authScopes: { member: true, open: true }, resolve: () => notes }),
    both: t.stringList({ authScopes: { $all: { member: true, open: true } }, resolve: () => notes }),
    count: t.int({ resolve: () => notes.length }),
  }),
});

builder.queryField('settings', (t) => t.withAuth({ member: true }).string({ resolve: () => 'none' }));
builder.queryField('status', (t) => t.string({ authScopes: (_, __, { user }) => user !== null, resolve: () => 'fine' }));

builder.mutationType({ authScopes: { member: true } });

builder.mutationField('addNote', (t) =>
  t.boolean({ args: { text: t.arg.string({ required: true }) }, resolve: (_, { text }) => notes.push(text) > 0 }),
);
builder.mutationField('clear', (t) => t.boolean({ resolve: () => notes.splice(0).length >= 0 }));
builder.mutationFields((t) => ({
  report: t.boolean({ skipTypeScopes: true, args: { text: t.arg.string({ required: true }) }, resolve: (_, { text }) => text !== '' }),
  ping: t.boolean({ skipTypeScopes: true, resolve: () => true }),
}));
