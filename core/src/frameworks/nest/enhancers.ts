import { anything, elementsOf, type Machine, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Decoration } from '../decorators.ts';
import type { Handler } from '../express/instances.ts';
import type { Step } from '../framework.ts';
import { describeValue } from '../names.ts';

/** Kinds of functions that run for a route, by the decorator that applies them. */
export const phases = { guard: 'UseGuards', interceptor: 'UseInterceptors', pipe: 'UsePipes' } as const;
export type Phase = keyof typeof phases;

/** What decorators of the kind apply, in order. */
export function enhancersOf(m: Machine, decorations: readonly Decoration[], phase: Phase): readonly Handler[] {
  return decorations.flatMap(({ key, args, at }) =>
    key === `@nestjs/common#${phases[phase]}`
      ? args.flatMap((arg) => elementsOf(m, arg, m.base) ?? [arg]).map((value) => ({ value, name: describe(m, value), at }))
      : [],
  );
}

/** The step of a guard or an interceptor. */
export const stepOf = ({ value, name, at }: Handler, phase: Phase | 'middleware'): Step => ({
  value,
  name,
  at,
  mount: '',
  role: 'middleware',
  ...(phase !== 'middleware' && { phase }),
});

/** `RolesGuard`, `AuthGuard('jwt')`. */
export const describe = (m: Machine, value: Value): string => describeValue(m, value, 'guard');

/** Where a class, or the class of an instance, is declared; `otherwise` for other values. */
export function declarationOf(m: Machine, value: Value, otherwise: Location): Location {
  const [shape] = value.shapes;
  const target = shape?.k === 'object' ? m.info(shape.id).class : shape?.k === 'class' ? shape : undefined;
  const facts = target === undefined ? undefined : m.classFacts(target.file, target.class);
  return target === undefined || facts === undefined ? otherwise : { file: target.file, start: facts.start, end: facts.end };
}

/** The value of a provider (`{ provide: APP_GUARD, useClass }`) as a step has it: its class where it names one. */
export function enhancerOf(m: Machine, provider: Value, resolve: (provider: Value) => Value | undefined): Value {
  const [shape] = provider.shapes;
  if (shape?.k !== 'object') return anything;
  const own = m.getField(shape.id, 'useClass', m.base);
  return own ?? resolve(provider) ?? anything;
}
