export { buildFacts } from './build.ts';
export * from './facts.ts';
export { children, walkFile, walkStatements } from './walk.ts';
export { positionOf } from './positions.ts';
export { parseFacts, serialiseFacts } from './serialise.ts';
