import type { Location } from '../model/index.ts';
import type { State } from './state.ts';
import type { Frame, Value } from './value.ts';

/** What an execution context shares: where returns and throws go. */
export interface Activation {
  readonly frame: Frame;
  readonly exits: Exit[];
  readonly loops: { readonly label: string | undefined; readonly breaks: State[]; readonly continues: State[] }[];
}

export interface Exit {
  readonly value: Value;
  readonly state: State;
  readonly at: Location | undefined;
}
