import { anything, type CallEvent, findString, lineage, type Machine, type State, shaped, type Value } from '../../flow/index.ts';
import { decorationsOf } from '../decorators.ts';

const bouncer = '@adonisjs/bouncer#<bouncer>';
const policy = '@adonisjs/bouncer#<policy>';

/**
 * Abilities and the actions of policies deny callers who are not signed in, unless they let guests in
 * (@adonisjs/bouncer 3.1, `ability.allowGuest` and `@allowGuest()`): then asking them proves nothing.
 */
export function watchBouncer(m: Machine): void {
  for (const [key, letsGuestsIn] of [
    [bouncer, isForGuests],
    [policy, isActionForGuests],
  ] as const)
    for (const name of ['authorize', 'allows', 'denies'] as const)
      m.callHooks.set(`${key}.${name}`, (event, state) => {
        if (letsGuestsIn(m, event, state)) return shaped({ k: 'promise', inner: anything });
        return name === 'denies' ? denied(m, event) : undefined;
      });
}

/** Truthy for those who may not. */
function denied(m: Machine, { at }: CallEvent): Value {
  m.listener?.({ kind: 'credential', at });
  return shaped({ k: 'promise', inner: { ...anything, whenFalsy: { at, what: '`bouncer.denies(…)`' } } });
}

/** `Bouncer.ability({ allowGuest: true }, …)` */
function isForGuests(_m: Machine, event: CallEvent): boolean {
  const [ability] = event.args[0]?.shapes ?? [];
  return ability?.k === 'library' && ability.made?.options[0]?.get('allowGuest') === true;
}

/** `@allowGuest()` on the method of the policy in `bouncer.with(Policy).authorize('action')`. */
function isActionForGuests(m: Machine, event: CallEvent, state: State): boolean {
  const [target] = event.made?.args[0]?.shapes ?? [];
  const action = findString(event.args[0] ?? anything);
  if (target?.k !== 'class' || action === undefined) return false;
  for (const { file, class: id, frame } of lineage(m, target)) {
    const member = m.classFacts(file, id)?.members.find((one) => !one.static && one.name === action);
    if (member === undefined) continue;
    const { list } = decorationsOf(m, member.decorators, file, frame, { composite: new Set() }, state);
    return list.some((decoration) => decoration.key === '@adonisjs/bouncer#allowGuest');
  }
  return false;
}
