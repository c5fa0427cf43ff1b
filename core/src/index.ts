export * from './model/index.ts';
export { openSession } from './project/session.ts';
export { findNearest } from './policy/spelling.ts';
export * from './report/index.ts';
