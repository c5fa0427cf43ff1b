import { pathToRegexp } from 'path-to-regexp';
import { elementsOf, findString, type Machine, readMember, type Value } from '../../flow/index.ts';

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
  if (source.length > 500 || /\([^)]*[+*][^)]*\)[+*{]/.test(source)) return undefined;
  try {
    return new RegExp(pathToRegexp(source).source);
  } catch {
    return undefined;
  }
}

/** A request path that the route answers. */
function samplePath(route: string): string {
  return route.replace(/\*\w*/g, 'a1/b2').replace(/:\w+/g, 'a1');
}
