export * from './model/index.ts';
export { type ProposedPolicy, proposePolicy } from './policy/propose.ts';
export { policyFileNames } from './policy/read.ts';
export { findNearest } from './policy/spelling.ts';
export { openSession } from './project/session.ts';
export * from './report/index.ts';
