import type { Framework } from '../../core/src/frameworks/framework.ts';
import type { Library } from '../../core/src/libraries/index.ts';
import type { RuleMeta } from '../../core/src/model/index.ts';
import { registryMembers } from './registries.ts';

/** What the engine knows, as its registries say. */
export interface Knowledge {
  readonly rules: readonly RuleMeta[];
  readonly frameworks: readonly Framework[];
  /** Each with the area that its folder names: `sql`, `validation` … */
  readonly libraries: readonly { readonly area: string; readonly library: Library }[];
}

/** Loads the registries, which must be fresh: they are code. */
export async function loadKnowledge(root: string): Promise<Knowledge> {
  const { rules } = await import('../../core/src/rules/registry.generated.ts');
  const { frameworks } = await import('../../core/src/frameworks/registry.generated.ts');
  const { libraries } = await import('../../core/src/libraries/registry.generated.ts');
  const areas = registryMembers(root, 'libraries').map((path) => path.split('/').at(-2) ?? '');
  return {
    rules: rules.map(({ meta }) => meta).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    frameworks,
    libraries: libraries.map((library, index) => ({ area: areas[index] ?? '', library })),
  };
}
