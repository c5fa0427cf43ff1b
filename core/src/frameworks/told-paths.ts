import type { Machine } from '../flow/index.ts';
import { walkFile } from '../syntax/index.ts';
import type { RouteDraft, ToldPath } from './framework.ts';
import { courseOf, runByMethods, succeeds } from './methods.ts';
import { joinPaths } from './paths.ts';
import type { RouteRun } from './run-route.ts';

/** What stands for a path that a program does not name. */
const nobodyNames = 'an-address-that-nobody-names';
const mostPaths = 80;

/**
 * Runs a draft. Of a function for all paths, each path that its code names and that it answers otherwise than one it has
 * never heard of is a route of its own; so is what it answers well whatever the path, below a start that it names.
 */
export function runByPaths(draft: RouteDraft, run: (draft: RouteDraft) => RouteRun | undefined): readonly RouteRun[] {
  const { told, ...base } = draft;
  if (told === undefined) return runByMethods(draft, run);
  const rests: { readonly start: string; readonly draft: RouteDraft; readonly course: string }[] = [];
  for (const rest of [{ path: '/', below: true, at: draft.at }, ...told.filter((one) => one.below)]) {
    const below: RouteDraft = { ...base, path: joinPaths(rest.path, '*'), at: rest.at, unnamed: true };
    const outcome = run(below);
    if (outcome !== undefined) rests.push({ start: rest.path, draft: below, course: courseOf(outcome) });
  }
  const named = told.flatMap(({ path, below, at }) => {
    const one: RouteDraft = { ...base, path, at };
    const outcome = below ? undefined : run(one);
    if (outcome === undefined) return [];
    const course = courseOf(outcome);
    const isRest = rests.some((rest) => path.startsWith(rest.start) && rest.course === course);
    return isRest ? [] : runByMethods(one, run);
  });
  if (named.length === 0) return [];
  const [anywhere, ...starts] = rests;
  const others = [anywhere, ...starts.filter((rest) => rest.course !== anywhere?.course)];
  return [...named, ...others.flatMap((rest) => (rest === undefined ? [] : runByMethods(rest.draft, run))).filter(succeeds)];
}

/** The path of the draft's requests as their code sees it, where the draft's own is the start of all that it may be. */
export const pathOf = (draft: RouteDraft): string => (draft.unnamed === true ? draft.path.replace('*', nobodyNames) : draft.path);

/** The texts in a file that may be paths which its functions tell apart, each once. */
export function pathsNamedIn(m: Machine, file: string): readonly ToldPath[] {
  const facts = m.program.facts(file);
  if (facts === undefined) return [];
  const found = new Map<string, ToldPath>();
  const add = (text: string, at: { readonly start: number; readonly end: number }, below: boolean): void => {
    const path = joinPaths(text);
    if (isPathText(text) && found.size < mostPaths && !found.has(`${path} ${below}`))
      found.set(`${path} ${below}`, { path, below, at: { file, start: at.start, end: at.end } });
  };
  walkFile(facts, (e) => {
    if (e.k === 'literal' && typeof e.value === 'string') add(e.value, e, false);
    if (e.k === 'object')
      for (const { key, start, value } of e.props) if (typeof key === 'string') add(key, { start, end: value.start }, false);
    if (e.k === 'call' && e.callee.k === 'member' && e.callee.property === 'startsWith') {
      const [start] = e.args;
      if (start?.k === 'literal' && typeof start.value === 'string') add(start.value, start, true);
    }
  });
  return [...found.values()];
}

const isPathText = (text: string): boolean => /^\/(?:[\w.~@:-]+\/?)*$/.test(text);
