import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';

export interface Context {
  user: { name: string } | null;
}

export const builder = new SchemaBuilder<{ Context: Context; AuthScopes: { open: boolean; member: boolean } }>({
  plugins: [ScopeAuthPlugin],
  scopeAuth: { authScopes: async (context) => ({ open: true, member: context.user !== null }) },
});
