export { alignFacts, type Revision } from './align.ts';
export { buildFacts } from './build.ts';
export * from './facts.ts';
export { positionOf } from './positions.ts';
export { parseFacts, serialiseFacts } from './serialise.ts';
export { children, walkFile, walkStatements } from './walk.ts';
