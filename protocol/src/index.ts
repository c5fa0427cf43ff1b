export * from './documentation.ts';
export * from './initialization.ts';
export * from './routes.ts';
export * from './status.ts';
export * from './supported-packages.ts';
