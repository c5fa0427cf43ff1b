/** Where the provider of a token is kept in the store, by the unit in which the modules were read. */
export const providerCell = (unit: string, token: string): string => `i${unit}:${token.replaceAll(':', '|')}`;
