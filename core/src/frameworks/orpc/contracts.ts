import { type Machine, type ObjectId, type State, shaped, type Value } from '../../flow/index.ts';
import { keys } from './library.ts';
import { membersOf } from './members.ts';
import { type Notes, newBuilder, newProcedure, objectsOf } from './notes.ts';

/** The router again, each procedure or contract in it with what `outer` has before its own. */
export function enhance(m: Machine, notes: Notes, router: Value, outer: ObjectId, state: State, depth = 0): Value {
  const shapes = router.shapes.map((shape) => {
    if (shape.k !== 'object' || depth > mostNesting) return shape;
    const { key } = m.info(shape.id);
    if (key === keys.procedure) return newProcedure(m, notes, { from: shape.id, outer }).shapes[0] ?? shape;
    if (key === keys.contract) return { k: 'object' as const, id: newBuilder(m, notes, key, { parents: [shape.id], outer }) };
    const members = membersOf(m, shape.id, state).map(
      ([name, value]) => [name, enhance(m, notes, value, outer, state, depth + 1)] as const,
    );
    return m.makeObject(state, Object.fromEntries(members), { kind: 'plain', open: m.info(shape.id).open }).shapes[0] ?? shape;
  });
  return { ...router, shapes };
}

/**
 * What implements a contract: for each of its procedures a builder that begins with what `chain` and the contract have, and for each
 * record in it an implementer of that.
 */
export function implementContract(
  m: Machine,
  notes: Notes,
  contract: Value,
  chain: ObjectId | undefined,
  state: State,
  depth = 0,
): Value | undefined {
  const [id, more] = objectsOf(contract);
  if (id === undefined || more !== undefined || depth > mostNesting) return undefined;
  const before = chain === undefined ? [] : [chain];
  if (m.info(id).key === keys.contract)
    return shaped({ k: 'object', id: newBuilder(m, notes, keys.builder, { parents: [...before, id], depth }) });
  const implementer = newBuilder(m, notes, keys.implementer, { parents: before });
  m.setField(implementer, '@contract', contract, state);
  for (const [name, value] of membersOf(m, id, state)) {
    const member = implementContract(m, notes, value, chain, state, depth + 1);
    if (member !== undefined) m.setField(implementer, name, member, state);
  }
  return shaped({ k: 'object', id: implementer });
}

const mostNesting = 12;
