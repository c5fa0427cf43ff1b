/** Reads one policy file: what it says by itself, before the files that it extends are added. */
import type { Node } from 'jsonc-parser';
import { dirname, joinPath } from '../base/paths.ts';
import type { PlacedLocation } from '../model/location.ts';
import type { Access, AccessEntry, GuardEntry, RuleLevel } from '../model/policy.ts';
import type { PolicyProblem } from '../model/report.ts';
import { readFields, readItems, readObject, readValue, toShort } from './fields.ts';
import { parseRoutePattern } from './pattern.ts';
import {
  accessEntrySchema,
  globSchema,
  guardEntrySchema,
  hostSchema,
  type policyProperties,
  referenceSchema,
  ruleLevelSchema,
} from './schema.ts';
import { reportShadowed } from './shadow.ts';
import { maxProblems, type PolicySource, readSource, spanInString } from './source.ts';

/** More entries than people write; the search for entries that can never match is quadratic. */
const maxEntries = 2_000;

/** A file that a policy builds on, as written. */
export interface PolicyReference {
  readonly path: string;
  readonly at: PlacedLocation;
}

/** What one policy file says. Parts that are invalid are left out and have a problem. */
export interface PolicyDocument {
  readonly file: string;
  readonly extends: readonly PolicyReference[];
  readonly access: readonly AccessEntry[];
  readonly guards: readonly GuardEntry[];
  readonly rules: ReadonlyMap<string, RuleLevel>;
  readonly insecureHosts: readonly string[];
  readonly exclude: readonly string[];
  readonly problems: readonly PolicyProblem[];
}

/** What reading one file needs to know of the rest. */
export interface DocumentContext {
  readonly properties: ReturnType<typeof policyProperties>;
  readonly knownRules: readonly string[];
  readonly hasFile: (path: string) => boolean;
}

/** Reads the text of a policy file. Never throws. */
export function readDocument(file: string, text: string, context: DocumentContext): PolicyDocument {
  const source = readSource(file, text);
  const { properties } = context;
  const fields = readRoot(source, Object.keys(properties));
  const schemaReference = fields.get('$schema');
  if (schemaReference !== undefined) readValue(source, schemaReference, '$schema', properties.$schema);
  const access = readAccess(source, readItems(source, fields.get('access'), 'access', properties.access));
  reportShadowed(access, source.problems);
  return {
    file,
    extends: readReferences(source, fields.get('extends'), properties.extends),
    access,
    guards: readGuards(source, readItems(source, fields.get('guards'), 'guards', properties.guards), context.hasFile),
    rules: readRules(source, fields.get('rules'), context),
    insecureHosts: readHosts(source, readItems(source, fields.get('insecureHosts'), 'insecureHosts', properties.insecureHosts)),
    exclude: readGlobs(source, readItems(source, fields.get('exclude'), 'exclude', properties.exclude)),
    problems: cutProblems(source.problems),
  };
}

function readRoot(source: PolicySource, known: readonly string[]): ReadonlyMap<string, Node> {
  if (source.root === undefined) return new Map();
  if (source.root.type !== 'object') {
    source.report('error', source.root, 'A policy is an object: `{ "access": [ … ] }`.');
    return new Map();
  }
  return readFields(source, source.root, known, 'A policy has no property');
}

function readReferences(
  source: PolicySource,
  node: Node | undefined,
  schema: DocumentContext['properties']['extends'],
): readonly PolicyReference[] {
  if (node === undefined) return [];
  const references: PolicyReference[] = [];
  for (const item of node.type === 'string' ? [node] : readItems(source, node, 'extends', schema)) {
    const path = readValue(source, item, 'extends', referenceSchema);
    if (path === undefined) continue;
    if (/^(?:[/\\]|[A-Za-z]:|[A-Za-z+.-]+:\/\/)/.test(path) || path.includes('\\') || path.trim() === '') {
      source.report('error', item, `\`${toShort(path)}\` is not a relative path with \`/\` between folders.`);
    } else {
      references.push({ path, at: source.place({ start: item.offset, end: item.offset + item.length }) });
    }
  }
  return references;
}

function readAccess(source: PolicySource, items: readonly Node[]): readonly AccessEntry[] {
  const entries: AccessEntry[] = [];
  const surplus = items[maxEntries];
  if (surplus !== undefined)
    source.report('error', surplus, 'An access list has at most 2,000 entries; this one and those after it are ignored.');
  for (const item of items.slice(0, maxEntries)) {
    if (item.type !== 'object') {
      source.report('error', item, 'An access entry is an object such as { "route": "POST /login", "public": "Sign-in" }.');
      continue;
    }
    const fields = readFields(source, item, Object.keys(accessEntrySchema.shape), 'An access entry has no property');
    const data = readObject(source, item, fields, accessEntrySchema);
    const route = fields.get('route');
    if (data === undefined || route === undefined) continue;
    const access = readDecision(source, item, fields, data);
    const pattern = parseRoutePattern(data.route);
    if ('message' in pattern) source.report('error', spanInString(source, route, pattern), pattern.message);
    else if (access !== undefined)
      entries.push({ ...pattern, access, at: source.place({ start: route.offset, end: route.offset + route.length }) });
  }
  return entries;
}

function readDecision(
  source: PolicySource,
  item: Node,
  fields: ReadonlyMap<string, Node>,
  data: { readonly public?: string | undefined; readonly authenticated?: true | undefined; readonly roles?: string[] | undefined },
): Access | undefined {
  const [first, second] = [...fields.keys()].filter((name) => name !== 'route');
  const contradiction = second === undefined ? undefined : fields.get(second);
  if (contradiction !== undefined) {
    source.report('error', contradiction, `The entry contradicts itself: it says \`${first}\` and \`${second}\`; keep one of them.`);
    return undefined;
  }
  if (data.public !== undefined) return { kind: 'public', reason: data.public };
  if (data.roles !== undefined) return { kind: 'roles', roles: [...new Set(data.roles)] };
  if (data.authenticated !== undefined) return { kind: 'authenticated' };
  // An unknown property has been reported already, and is most likely meant to decide.
  if (item.children?.length === fields.size)
    source.report('error', item, 'The entry decides nothing; add "public" with a reason, "authenticated": true, or "roles".');
  return undefined;
}

function readGuards(source: PolicySource, items: readonly Node[], hasFile: (path: string) => boolean): readonly GuardEntry[] {
  const guards: GuardEntry[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    if (item.type !== 'object') {
      source.report('error', item, 'A guard is an object such as { "function": "src/auth.ts#requireUser", "kind": "middleware" }.');
      continue;
    }
    const fields = readFields(source, item, Object.keys(guardEntrySchema.shape), 'A guard has no property');
    const data = readObject(source, item, fields, guardEntrySchema);
    const node = fields.get('function');
    if (data === undefined || node === undefined) continue;
    const target = readTarget(source.file, data.function, hasFile);
    if (typeof target === 'string') {
      source.report('error', node, target);
      continue;
    }
    const key = `${target.module}#${target.name}`;
    if (seen.has(key)) source.report('warning', node, `\`${toShort(key)}\` is listed twice; the first one counts.`);
    else guards.push({ ...target, kind: data.kind, at: source.place({ start: node.offset, end: node.offset + node.length }) });
    seen.add(key);
  }
  return guards;
}

/** The module and the name of `src/auth.ts#requireUser`, or what is wrong with it. */
function readTarget(file: string, text: string, hasFile: (path: string) => boolean): Pick<GuardEntry, 'module' | 'name'> | string {
  const parts = /^([^#\s\\]+)#([A-Za-z_$][\w$]*)$/.exec(text);
  const [, module, name] = parts ?? [];
  if (module === undefined || name === undefined) {
    return `\`${toShort(text)}\` names no function; write a file or a package, \`#\` and an exported name: "src/auth.ts#requireUser".`;
  }
  const path = joinPath(dirname(file), module);
  if (hasFile(path)) return { module: path, name };
  const meansFile = /^\.{0,2}\//.test(module) || /\.[cm]?tsx?$/.test(module);
  if (!meansFile) return { module, name };
  return `\`${toShort(module)}\` is no file of the workspace; write its path, relative to this policy, with the ending.`;
}

function readRules(source: PolicySource, node: Node | undefined, context: DocumentContext): ReadonlyMap<string, RuleLevel> {
  const levels = new Map<string, RuleLevel>();
  if (node === undefined) return levels;
  if (node.type !== 'object') {
    readValue(source, node, 'rules', context.properties.rules);
    return levels;
  }
  for (const [rule, value] of readFields(source, node, context.knownRules, 'There is no rule')) {
    const level = readValue(source, value, rule, ruleLevelSchema);
    if (level !== undefined) levels.set(rule, level);
  }
  return levels;
}

function readHosts(source: PolicySource, items: readonly Node[]): readonly string[] {
  const hosts = new Set<string>();
  for (const item of items) {
    const host = readValue(source, item, 'insecureHosts', hostSchema)?.trim().toLowerCase();
    if (host === undefined) continue;
    if (/^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host)) hosts.add(host);
    else source.report('error', item, `\`${toShort(host)}\` is not a host; write the name alone, such as "legacy.partner.test".`);
  }
  return [...hosts];
}

function readGlobs(source: PolicySource, items: readonly Node[]): readonly string[] {
  const globs = new Set<string>();
  for (const item of items) {
    const glob = readValue(source, item, 'exclude', globSchema);
    if (glob === undefined) continue;
    if (/^(?:!|\/|[A-Za-z]:)|\\|^(?:.*\/)?\.\.(?:\/|$)/.test(glob)) {
      source.report('error', item, `\`${toShort(glob)}\` is not a glob below the policy's folder, such as "**/generated/**".`);
    } else {
      globs.add(glob);
    }
  }
  return [...globs];
}

/** A file with thousands of problems is one problem. Nothing is dropped without saying so. */
function cutProblems(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const next = problems[maxProblems];
  if (next === undefined) return problems;
  const message = `The policy has ${problems.length - maxProblems} more problems, which are not listed.`;
  return [...problems.slice(0, maxProblems), { at: next.at, severity: 'error', message }];
}
