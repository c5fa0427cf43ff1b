import { type ClassShape, lineage, type Machine, superValue, type Value } from '../flow/index.ts';
import { type Danger, dangers } from '../libraries/index.ts';
import type { InputPart, Location } from '../model/index.ts';
import { type DecoratorKinds, decorationsOf } from './decorators.ts';

/** Input that a framework checks by what a parameter is declared to be. */

/** Where input comes from, and where it is handed over. */
export interface DeclaredInput {
  readonly part: InputPart;
  readonly path: string;
  readonly at: Location;
}

/** The input has been validated by `what`. */
export function markValidated(m: Machine, value: Value, { part, path, at }: DeclaredInput, what: string): Value {
  m.listener?.({ kind: 'validated', part, path, at, what });
  return {
    ...value,
    taints: value.taints.map((taint) => ({ ...taint, validated: { at, what }, cleared: new Set([...taint.cleared, 'nosql' as const]) })),
  };
}

const everyDanger: ReadonlySet<Danger> = new Set(dangers);

/** The input has become a number, an identifier or one of few values. */
export function markNarrowed(m: Machine, input: Value, where: DeclaredInput, what: string): Value {
  const value = markValidated(m, input, where, what);
  return { ...value, taints: value.taints.map((taint) => ({ ...taint, cleared: everyDanger, narrowed: true })) };
}

/** Functions that make a class of others: `PartialType(CreateUserDto)`. */
const mapped = /^(@nestjs\/mapped-types|@nestjs\/swagger|@nestjs\/graphql)#(Partial|Pick|Omit|Intersection)Type$/;
/** Functions that make a class of a schema. */
const schemas = /#createZodDto$/;

/** What would apply the rules of a class that certainly has some. */
export function pipeFor(m: Machine, target: ClassShape, kinds: DecoratorKinds): 'ValidationPipe' | 'ZodValidationPipe' | undefined {
  const { file, class: id, frame } = target;
  const isSchema = (superValue(m, target, m.base)?.shapes ?? []).some(
    (shape) => shape.k === 'library' && shape.made !== undefined && schemas.test(shape.made.callee),
  );
  if (isSchema) return 'ZodValidationPipe';
  const members = m.classFacts(file, id)?.members ?? [];
  const isDecorated = members.some(({ decorators }) =>
    decorationsOf(m, decorators, file, frame, kinds, m.base).list.some(({ key }) => key.startsWith('class-validator#')),
  );
  return isDecorated ? 'ValidationPipe' : undefined;
}

/** True where some field of the class, or of one that it is made of, has a rule of class-validator or comes from a schema. */
export function hasRules(m: Machine, target: ClassShape, kinds: DecoratorKinds, depth = 0): boolean {
  if (depth > 6) return false;
  return lineage(m, target).some((one) => {
    const { file, class: id, frame } = one;
    const members = m.classFacts(file, id)?.members ?? [];
    const own = members.some(({ decorators }) => {
      const { list, opaque } = decorationsOf(m, decorators, file, frame, kinds, m.base);
      return opaque || list.some(({ key }) => key.startsWith('class-validator#'));
    });
    return (
      own ||
      (superValue(m, one, m.base)?.shapes ?? []).some(
        (shape) =>
          shape.k === 'library' &&
          shape.made !== undefined &&
          (schemas.test(shape.made.callee) ||
            (mapped.test(shape.made.callee) &&
              shape.made.args.some((arg) => arg.shapes.some((inner) => inner.k === 'class' && hasRules(m, inner, kinds, depth + 1))))),
      )
    );
  });
}
