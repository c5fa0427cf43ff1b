import { pathToRegexp } from 'path-to-regexp';
import { anything, constant, elementsOf, findString, type Machine, readMember, type State, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { samplePath } from '../paths.ts';

/**
 * `config.matcher` of a proxy file, with Next's semantics (16.4): each source is compiled by path-to-regexp 6, anchored
 * at both ends, and tested case-sensitively. Without a matcher the proxy runs for every request.
 */
export interface Matcher {
  /** Undefined when the matcher could not be evaluated. */
  covers(route: string): boolean | undefined;
}

export function readMatcher(m: Machine, file: string): Matcher {
  const state = m.base;
  const config = m.exported(file, 'config', state);
  if (config === undefined) return { covers: () => true };
  const value = readMember(m, config, 'matcher', { file, start: 0, end: 0 }, state);
  const [shape] = value.shapes;
  if (shape?.k === 'constant' && shape.value === undefined) return { covers: () => true };
  const sources = sourcesOf(m, value, file);
  if (sources === undefined) return { covers: () => undefined };
  const expressions = sources.map(compile);
  return {
    covers(route) {
      const sample = samplePath(route);
      const results = expressions.map((e) => e?.test(sample));
      return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
    },
  };
}

function sourcesOf(m: Machine, value: Value, file: string): readonly string[] | undefined {
  const elements = elementsOf(m, value, m.base) ?? [value];
  const sources: string[] = [];
  for (const element of elements) {
    const source = findString(element) ?? findString(readMember(m, element, 'source', { file, start: 0, end: 0 }, m.base));
    if (source === undefined) return undefined;
    sources.push(source);
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
