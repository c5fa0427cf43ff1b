export { callValue, invoke } from './calls.ts';
export type { CallEvent, FlowEvent } from './events.ts';
export { settle } from './expressions.ts';
export { type CallHook, type Exit, Machine, type Program } from './machine.ts';
export { elementsOf, readMember } from './objects.ts';
export { render } from './render.ts';
export { guardEffect, inputValue, isRefusal, reportWentOn } from './rows.ts';
export { State, Store } from './state.ts';
export * from './value.ts';
