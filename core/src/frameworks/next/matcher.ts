import { pathToRegexp } from 'path-to-regexp';
import { anything, constant, elementsOf, findString, type Machine, readMember, type State, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { samplePath } from '../paths.ts';

/**
 * `config.matcher` of a proxy file, with Next's semantics (16.4): each source is compiled by path-to-regexp 6, anchored
 * at both ends, and tested case-sensitively. Without a matcher the proxy runs for every request.
 */
export interface Matcher {
  /** The sources as written; undefined where there is no matcher, or none that could be found. */
  readonly at?: Location;
  /** `sometimes`: only where headers, cookies or query parameters are so, which the caller chooses. `unknown`: it could not be evaluated. */
  covers(route: string): 'always' | 'sometimes' | 'never' | 'unknown';
}

export function readMatcher(m: Machine, file: string): Matcher {
  const state = m.base;
  const config = m.exported(file, 'config', state);
  if (config === undefined) return { covers: () => 'always' };
  const value = readMember(m, config, 'matcher', { file, start: 0, end: 0 }, state);
  const [shape] = value.shapes;
  if (shape?.k === 'constant' && shape.value === undefined) return { covers: () => 'always' };
  const sources = sourcesOf(m, value);
  if (sources === undefined) return { covers: () => 'unknown' };
  const at = placeOf(m, file);
  const entries = sources.map(({ source, conditional }) => ({ expression: compile(source), conditional }));
  return {
    ...(at !== undefined && { at }),
    covers(route) {
      const sample = samplePath(route);
      const matching = entries.filter(({ expression }) => expression === undefined || expression.test(sample));
      if (matching.some(({ expression, conditional }) => expression !== undefined && !conditional)) return 'always';
      if (matching.some(({ expression }) => expression === undefined)) return 'unknown';
      return matching.length > 0 ? 'sometimes' : 'never';
    },
  };
}

/** `matcher` of the object that `config` is declared with, as Next demands it. */
function placeOf(m: Machine, file: string): Location | undefined {
  const facts = m.program.facts(file);
  for (const s of facts?.functions[0]?.body ?? []) {
    if (s.s !== 'variable' || s.target.p !== 'bind' || s.target.name !== 'config') continue;
    const config = s.init?.k === 'cast' ? s.init.value : s.init;
    const matcher = config?.k === 'object' ? config.props.find((prop) => prop.key === 'matcher')?.value : undefined;
    if (matcher !== undefined) return { file, start: matcher.start, end: matcher.end };
  }
  return undefined;
}

interface Source {
  readonly source: string;
  readonly conditional: boolean;
}

function sourcesOf(m: Machine, value: Value): readonly Source[] | undefined {
  const elements = elementsOf(m, value, m.base) ?? [value];
  const sources: Source[] = [];
  for (const element of elements) {
    const [shape] = element.shapes;
    const field = (name: string): Value | undefined => (shape?.k === 'object' ? m.getField(shape.id, name, m.base) : undefined);
    const source = findString(element) ?? findString(field('source') ?? anything);
    if (source === undefined) return undefined;
    const conditions = ['has', 'missing'].flatMap((name) => field(name) ?? []);
    sources.push({ source, conditional: conditions.some((list) => elementsOf(m, list, m.base)?.length !== 0) });
  }
  return sources;
}

function compile(source: string): RegExp | undefined {
  if (isCostly(source)) return undefined;
  try {
    return new RegExp(pathToRegexp(source).source);
  } catch {
    return undefined;
  }
}

/** Too long, or with a quantified group that itself holds a quantifier: more than linear time. */
const isCostly = (source: string): boolean => source.length > 500 || /\([^)]*[+*][^)]*\)[+*{]/.test(source);

/** `createRouteMatcher(['/sign-in(.*)', /^\\/docs/])` of @clerk/nextjs 6: a function that tells whether a request's path matches. */
export function routeMatcher(m: Machine, patterns: Value | undefined, at: Location, state: State): Value | undefined {
  const elements = patterns === undefined ? undefined : (elementsOf(m, patterns, state) ?? [patterns]);
  const expressions = elements?.map((element) => {
    const [shape] = element.shapes;
    const source = findString(element);
    return source !== undefined ? compile(source) : shape?.k === 'regex' ? compileExpression(shape.pattern) : undefined;
  });
  if (expressions === undefined || expressions.includes(undefined)) return undefined;
  const name = `matcher:${m.newTag()}`;
  m.suppliedFunctions.set(name, (args, _at, here) => {
    const path = args[0] === undefined ? undefined : findString(readMember(m, args[0], '@sample', at, here));
    return path === undefined ? anything : constant(expressions.some((expression) => expression?.test(path)));
  });
  return shaped({ k: 'hook', name });
}

function compileExpression(pattern: string): RegExp | undefined {
  if (isCostly(pattern)) return undefined;
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}
