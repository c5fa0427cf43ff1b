import { type ClassShape, lineage, type Machine, superValue } from '../../flow/index.ts';
import { decorationsOf } from '../decorators.ts';
import { nestDecorators } from './metadata.ts';

/** Functions that make a class of others: `PartialType(CreateUserDto)`. */
const mapped = /^(@nestjs\/mapped-types|@nestjs\/swagger|@nestjs\/graphql)#(Partial|Pick|Omit|Intersection)Type$/;
/** Functions that make a class of a schema. */
const schemas = /#createZodDto$/;

/** True where some field of the class, or of one that it is made of, has a rule of class-validator or comes from a schema. */
export function hasRules(m: Machine, target: ClassShape, depth = 0): boolean {
  if (depth > 6) return false;
  return lineage(m, target).some((one) => {
    const { file, class: id, frame } = one;
    const members = m.classFacts(file, id)?.members ?? [];
    const own = members.some(({ decorators }) => {
      const { list, opaque } = decorationsOf(m, decorators, file, frame, nestDecorators(m), m.base);
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
              shape.made.args.some((arg) => arg.shapes.some((inner) => inner.k === 'class' && hasRules(m, inner, depth + 1))))),
      )
    );
  });
}
