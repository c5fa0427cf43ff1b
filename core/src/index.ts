export * from './model/index.ts';
export { findNearest } from './policy/spelling.ts';
export { openSession } from './project/session.ts';
export * from './report/index.ts';
