export { Catalog, type LibraryKey } from './catalog.ts';
export * from './row.ts';
