import {
  anything,
  type Container,
  callValue,
  elementsOf,
  injectedInstance,
  joinValues,
  type Machine,
  settle,
  shaped,
  typeValue,
  type Value,
  type Wanted,
} from '../../flow/index.ts';
import { bareCall } from '../classes.ts';
import { decorationsOf } from '../decorators.ts';
import { nestDecorators, tokenOf } from './metadata.ts';
import { providerCell } from './providers.ts';

/** Nest's container: providers by class or token of the modules that were read in these units, `@Inject(TOKEN)`, and classes by themselves. */
export function nestContainer(m: Machine, units: readonly string[]): Container {
  const container: Container = (wanted) => {
    const token = tokenOf(m, injectedToken(m, wanted) ?? typeValue(m, wanted.type, wanted.file, wanted.frame, m.base));
    return token === undefined ? undefined : providedFor(m, token, units, container, 0);
  };
  return container;
}

/** What the providers of all modules give for a token; undefined where none names it. */
function providedFor(m: Machine, token: string, units: readonly string[], container: Container, depth: number): Value | undefined {
  let found: Value | undefined;
  for (const unit of units) {
    m.reads?.units.add(unit);
    const provider = m.base.store.get(providerCell(unit, token));
    const value = provider === undefined ? undefined : provided(m, provider, units, container, depth);
    if (value !== undefined) found = found === undefined ? value : joinValues(found, value);
  }
  return found;
}

/** What a provider (`{ provide, useClass }`) gives. */
export function provided(m: Machine, provider: Value, units: readonly string[], container: Container, depth = 0): Value | undefined {
  const [shape] = provider.shapes;
  if (shape?.k !== 'object' || depth > 4) return undefined;
  const field = (name: string): Value | undefined => m.getField(shape.id, name, m.base);
  const [target] = field('useClass')?.shapes ?? [];
  if (target?.k === 'class') return injectedInstance(m, target, container);
  if (target?.k === 'library') return shaped(target);
  const factory = field('useFactory');
  if (factory !== undefined) {
    const wishes = elementsOf(m, field('inject') ?? anything, m.base) ?? [];
    const args = wishes.map((wish) => byValue(m, wish, units, container, depth + 1));
    return settle(callValue(m, factory, { ...bareCall({ file: '', start: 0, end: 0 }), args }, m.base), m.base);
  }
  const existing = field('useExisting');
  return existing === undefined ? field('useValue') : byValue(m, existing, units, container, depth + 1);
}

/** What is injected for a token or a class. */
export function byValue(m: Machine, wish: Value, units: readonly string[], container: Container, depth = 0): Value {
  const [shape] = wish.shapes;
  if (depth > 4) return anything;
  const token = tokenOf(m, wish);
  const known = token === undefined ? undefined : providedFor(m, token, units, container, depth);
  if (known !== undefined) return known;
  if (shape?.k === 'class') return injectedInstance(m, shape, container);
  if (shape?.k !== 'library') return anything;
  const [module = '', name = ''] = shape.key.split('#');
  const type = m.catalog.annotated(module, name);
  return type === undefined ? anything : shaped({ k: 'library', key: type });
}

/** The argument of `@Inject(…)`, a `forwardRef` opened up. */
function injectedToken(m: Machine, { decorators, file, frame }: Wanted): Value | undefined {
  for (const { key, args } of decorationsOf(m, decorators, file, frame, nestDecorators(m), m.base).list) {
    const [token] = args;
    if (key !== '@nestjs/common#Inject' || token === undefined) continue;
    const [shape] = token.shapes;
    const refers = shape?.k === 'library' && shape.made?.callee === '@nestjs/common#forwardRef' ? shape.made : undefined;
    return refers === undefined ? token : callValue(m, refers.args[0] ?? anything, bareCall(refers.at), m.base);
  }
  return undefined;
}
