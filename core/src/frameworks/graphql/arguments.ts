import { anything, type Machine, type SchemaFields, type State, type Taint, type Value } from '../../flow/index.ts';
import { dangers } from '../../libraries/index.ts';
import type { Location } from '../../model/index.ts';
import { walkFile } from '../../syntax/index.ts';
import type { AdapterHost } from '../framework.ts';
import { isSdl, noDefinitions, readSdl, type SdlDefinitions, type SdlField, type SdlType } from './sdl.ts';

/** What a schema lets through of one type: `scalar` where nothing in it is dangerous anywhere; its fields; any text; anything at all. */
type Content = 'scalar' | SchemaFields | 'text' | 'anything';

const harmless = new Set(['Int', 'Float', 'Boolean']);
const texts = new Set(['String', 'ID']);
/** Scalars of graphql-scalars, graphql-type-json and the like that let anything through. */
const free = new Set(['JSON', 'JSONObject', 'Json', 'Object', 'Any', 'Mixed', 'Void']);
const deepest = 5;

/** All that the documents of a package define, and those in its files of code. */
export function definitionsOf(host: AdapterHost, folder: string): SdlDefinitions {
  const into = noDefinitions();
  const isWithin = (file: string): boolean => host.packageFolder(file) === folder;
  for (const file of host.files) {
    const facts = isWithin(file) ? host.facts(file) : undefined;
    if (facts === undefined) continue;
    walkFile(facts, (e) => {
      const quasis = e.k === 'tagged' || e.k === 'template' ? e.quasis : undefined;
      const text =
        quasis !== undefined ? quasis.join(' ') : e.k === 'literal' && typeof e.value === 'string' && e.value.length > 20 ? e.value : '';
      if (text !== '' && isSdl(text)) readSdl(text, into);
    });
  }
  for (const file of host.configurations) if (/\.(graphqls?|gql)$/.test(file) && isWithin(file)) readSdl(host.text(file) ?? '', into);
  return into;
}

/** The arguments as a resolver gets them. GraphQL refuses what is not of the type that the schema says. */
export function argumentsOf(m: Machine, field: SdlField | undefined, types: SdlDefinitions, at: Location, state: State): Value {
  const mark = { at, what: 'the GraphQL schema' };
  if (field === undefined || [...field.args.values()].every(({ name }) => !free.has(name)))
    m.listener?.({ kind: 'validated', part: 'arguments', path: '', at, what: mark.what });
  if (field === undefined) return { ...anything, taints: [taintOf('', at, mark)] };
  if (field.args.size === 0) return m.makeObject(state, {});
  const contents = [...field.args].map(([name, type]) => [name, contentOf(type, types, 0)] as const);
  const known = new Map(
    contents.flatMap(([name, content]) => (typeof content === 'object' || content === 'scalar' ? [[name, content] as const] : [])),
  );
  const whole = { ...taintOf('', at, mark), fields: known };
  if (contents.every(([, content]) => content !== 'anything')) return { ...anything, taints: [whole] };
  const values: Record<string, Value> = {};
  for (const [name, content] of contents) {
    m.listener?.({ kind: 'input', part: 'arguments', path: name, at });
    const taint = taintOf(name, at, content === 'anything' ? undefined : mark);
    const cleared = content === 'scalar' ? new Set(dangers) : taint.cleared;
    values[name] = { ...anything, taints: [{ ...taint, cleared, ...(typeof content === 'object' && { fields: content }) }] };
    if (content !== 'anything') m.listener?.({ kind: 'validated', part: 'arguments', path: name, at, what: mark.what });
  }
  return m.makeObject(state, values);
}

function taintOf(path: string, source: Location, validated: Taint['validated']): Taint {
  return {
    part: 'arguments',
    path,
    source,
    cleared: new Set(validated === undefined ? [] : ['nosql' as const]),
    ...(validated !== undefined && { validated }),
    trail: undefined,
  };
}

function contentOf({ name }: SdlType, types: SdlDefinitions, depth: number): Content {
  if (harmless.has(name) || types.enums.has(name)) return 'scalar';
  if (texts.has(name)) return 'text';
  const input = types.inputs.get(name);
  if (input === undefined || depth > deepest) return free.has(name) ? 'anything' : 'text';
  const fields = new Map<string, 'scalar' | SchemaFields>();
  for (const [field, type] of input) {
    const content = contentOf(type, types, depth + 1);
    if (content === 'scalar' || content instanceof Map) fields.set(field, content);
  }
  return fields.size === 0 ? 'text' : fields;
}
