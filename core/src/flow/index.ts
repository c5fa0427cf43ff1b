export type { Exit } from './activation.ts';
export { setHeaders } from './answer-headers.ts';
export { isRefusal, presenceIn, reportWentOn, statusAmong } from './answers.ts';
export { lineage, packageBase, superValue } from './bases.ts';
export { callValue, invoke } from './calls.ts';
export { assume } from './conditions.ts';
export { type DeclaredField, declaredFields } from './declared-inputs.ts';
export type { CallEvent, FlowEvent } from './events.ts';
export { evaluate, settle } from './expressions.ts';
export { loadModule } from './folders.ts';
export { guardEffect, optionHolds } from './guard-rows.ts';
export { calleeOf, isAboutRights, mayConcernIdentity, packageOf } from './hints.ts';
export {
  type ClassShape,
  type Container,
  evaluateInClass,
  injectedInstance,
  typeValue,
  type Wanted,
} from './injection.ts';
export type { Reads } from './ledger.ts';
export { Machine } from './machine.ts';
export { setContentType, tellMarkup } from './markup.ts';
export { NoteBook } from './note-book.ts';
export { elementsOf, readMember } from './objects.ts';
export { fromAbsolute } from './path-text.ts';
export type { FolderEntry } from './program.ts';
export { render } from './render.ts';
export { delegate, inputValue, presentedCredential } from './rows.ts';
export { isPlace, type Moved, sameData } from './same-data.ts';
export { schemaFields } from './schema-fields.ts';
export { globalsOf, globalTexts } from './shared-globals.ts';
export { tellSink } from './sinks.ts';
export { State } from './state.ts';
export { confirm, throwFrom } from './statements.ts';
export { taughtGuard, taughtKey } from './taught.ts';
export * from './value.ts';
