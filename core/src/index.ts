export * from './model/index.ts';
export { openSession } from './project/session.ts';
