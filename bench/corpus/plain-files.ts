import type { Random } from './random.ts';
import type { Resource } from './vocabulary.ts';

/** Files that have nothing to do with requests: what most of a workspace consists of. */
export function plainFiles(resource: Resource, random: Random): readonly { readonly name: string; readonly text: string }[] {
  const { camel } = resource;
  return [
    { name: `${camel}.types.ts`, text: types(resource) },
    { name: `${camel}.totals.ts`, text: totals(resource, 8 + random.below(14)) },
    { name: `${camel}.format.ts`, text: format(resource, 12 + random.below(24)) },
    { name: `${camel}.store.ts`, text: store(resource) },
    { name: `${camel}-card.tsx`, text: component(resource, 'Card') },
    { name: `${camel}-form.tsx`, text: component(resource, 'Form') },
    { name: `${camel}.test.ts`, text: tests(resource, 8 + random.below(20)) },
  ];
}

function types({ pascal, fields }: Resource): string {
  const list = fields.map(({ name, type }) => `  readonly ${name}: ${type};`).join('\n');
  return `/** As the API sends it. */
export interface ${pascal}Dto {
  readonly id: number;
${list}
  readonly createdAt: string;
}

export type ${pascal}Key = keyof ${pascal}Dto;

export interface ${pascal}Page {
  readonly items: readonly ${pascal}Dto[];
  readonly next: number | null;
}

export const is${pascal} = (value: unknown): value is ${pascal}Dto =>
  typeof value === 'object' && value !== null && 'id' in value && 'createdAt' in value;
`;
}

function totals({ pascal, camel }: Resource, steps: number): string {
  const functions = Array.from(
    { length: steps },
    (_, step) => `
/** Step ${step + 1}: groups by age and carries what is left over to the next group. */
export function group${pascal}${step}(items: readonly ${pascal}Dto[], size: number): Map<string, ${pascal}Dto[]> {
  const groups = new Map<string, ${pascal}Dto[]>();
  let carried = ${step};
  for (const [index, item] of items.entries()) {
    const key = \`\${new Date(item.createdAt).getUTCFullYear()}-\${Math.floor((index + carried) / size)}\`;
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
    if (group.length > size) {
      carried += group.length - size;
    } else if (carried > 0 && index % 2 === 0) {
      carried -= 1;
    }
  }
  return groups;
}
`,
  );
  return `import type { ${pascal}Dto } from './${camel}.types.ts';
${functions.join('')}`;
}

function format({ pascal, camel, fields }: Resource, languages: number): string {
  const labels = Array.from(
    { length: languages },
    (_, index) => `  l${index}: {\n${fields.map(({ name }) => `    ${name}: '${name} (${index})',`).join('\n')}\n  },`,
  );
  return `import type { ${pascal}Dto } from './${camel}.types.ts';

const labels = {
${labels.join('\n')}
};

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

export function describe${pascal}(item: ${pascal}Dto, language: keyof typeof labels): string {
  return Object.entries(labels[language])
    .map(([key, label]) => {
      const value: unknown = Reflect.get(item, key);
      if (typeof value === 'number') return \`\${label}: \${money.format(value / 100)}\`;
      if (typeof value === 'boolean') return value ? label : '';
      return \`\${label}: \${String(value ?? '–')}\`;
    })
    .filter((line) => line !== '')
    .join('\\n');
}
`;
}

function store({ pascal, camel }: Resource): string {
  return `import type { ${pascal}Dto } from './${camel}.types.ts';

type Listener = (items: readonly ${pascal}Dto[]) => void;

export class ${pascal}Store {
  readonly #items = new Map<number, ${pascal}Dto>();
  readonly #listeners = new Set<Listener>();

  get all(): readonly ${pascal}Dto[] {
    return [...this.#items.values()].sort((a, b) => a.id - b.id);
  }

  put(item: ${pascal}Dto): void {
    this.#items.set(item.id, item);
    this.#announce();
  }

  drop(id: number): boolean {
    const dropped = this.#items.delete(id);
    if (dropped) this.#announce();
    return dropped;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #announce(): void {
    for (const listener of this.#listeners) listener(this.all);
  }
}
`;
}

function component({ pascal, camel, fields }: Resource, kind: 'Card' | 'Form'): string {
  const lines = fields.map(({ name, type }) =>
    kind === 'Card'
      ? `      <dt>${name}</dt>\n      <dd>{String(item.${name})}</dd>`
      : `      <label>\n        ${name}\n        <input name="${name}" type="${type === 'boolean' ? 'checkbox' : 'text'}" defaultValue={String(item.${name})} />\n      </label>`,
  );
  return `import { useMemo, useState } from 'react';
import type { ${pascal}Dto } from './${camel}.types.ts';

export function ${pascal}${kind}({ item, onDone }: { item: ${pascal}Dto; onDone?: (id: number) => void }) {
  const [open, setOpen] = useState(false);
  const age = useMemo(() => Date.now() - Date.parse(item.createdAt), [item.createdAt]);
  return (
    <section className={open ? '${camel} open' : '${camel}'} onClick={() => setOpen(!open)}>
      <h3>{item.id}, {Math.round(age / 86_400_000)} days</h3>
${lines.join('\n')}
      <button type="button" onClick={() => onDone?.(item.id)}>Done</button>
    </section>
  );
}
`;
}

function tests({ pascal, camel }: Resource, count: number): string {
  const cases = Array.from(
    { length: count },
    (_, index) => `
  it('groups ${index + 1} entries', () => {
    const items = Array.from({ length: ${index + 1} }, (_, id) => ({ id, createdAt: '2026-01-0${(index % 9) + 1}T00:00:00Z' }));
    const groups = group${pascal}0(items as ${pascal}Dto[], 2);
    expect([...groups.values()].flat()).toHaveLength(${index + 1});
  });
`,
  );
  return `import { describe, expect, it } from 'vitest';
import { group${pascal}0 } from './${camel}.totals.ts';
import type { ${pascal}Dto } from './${camel}.types.ts';

describe('group${pascal}0', () => {${cases.join('')}});
`;
}
