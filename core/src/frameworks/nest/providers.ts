/** Where the provider of a token is kept in the store, by the unit in which the modules were read. */
export const providerCell = (unit: string, token: string): string => `i${unit}:${token.replaceAll(':', '|')}`;

/** A call by the framework. */
export const bare = (at: { readonly file: string; readonly start: number; readonly end: number }) => ({
  args: [],
  expressions: [],
  receiver: undefined,
  at,
  nameAt: at,
  name: '',
  activation: undefined,
  open: true,
  construct: false,
});
