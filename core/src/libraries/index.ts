export { Catalog, type LibraryKey } from './catalog.ts';
export { plainFormats } from './json-schema.ts';
export * from './row.ts';
