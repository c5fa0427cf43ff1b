export { defaultPolicy, findAccess, findMissingGuards, findUnusedEntries, policyFor } from './access.ts';
export * from './directives.ts';
export { addGuardEntry, addPublicEntry, toGuardText } from './edit.ts';
export { isOpenByPath, wordsOf } from './purpose.ts';
export * from './read.ts';
export { policyJsonSchema } from './schema.ts';
export * from './suppression.ts';
