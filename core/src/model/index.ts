export * from './finding.ts';
export * from './fix.ts';
export * from './location.ts';
export * from './policy.ts';
export * from './report.ts';
export * from './route.ts';
export * from './rule.ts';
export * from './session.ts';
