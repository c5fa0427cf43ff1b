import type { Policy, PolicyProblem } from '#core';
import { readPolicies } from '../../core/src/policy/index.ts';

/** The rules that the policies of these tests may name. */
export const knownRules = ['insecure-http-url', 'missing-authentication', 'sql-injection'];

/** Reads the policies of a workspace that exists in memory only; `sources` are files whose text does not matter. */
export function readFiles(files: Readonly<Record<string, string>>, explicit?: string, sources: readonly string[] = []) {
  const host = { paths: [...Object.keys(files), ...sources], read: (path: string) => files[path] };
  return readPolicies(host, knownRules, explicit);
}

/** One policy file at the root. */
export function readOne(
  text: string,
  sources: readonly string[] = [],
): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] } {
  const { policies, problems } = readFiles({ 'routewarden.jsonc': text }, undefined, sources);
  const [policy] = policies;
  if (policy === undefined) throw new Error('The policy file was not read.');
  return { policy, problems };
}

/** A problem with the text it underlines: `error ‹"pubic"› There is no …`. */
export function describeProblem(problem: PolicyProblem, text: string): string {
  return `${problem.severity} ‹${text.slice(problem.at.start, problem.at.end)}› ${problem.message}`;
}

/** `GET /x public: reason`, `/admin/** roles: admin`, `** authenticated`. */
export function describeAccess(policy: Policy): readonly string[] {
  return policy.access.map(({ methods, pattern, access }) => {
    const route = methods === '*' ? pattern : `${methods.join(',')} ${pattern}`;
    if (access.kind === 'authenticated') return `${route} authenticated`;
    return access.kind === 'public' ? `${route} public: ${access.reason}` : `${route} roles: ${access.roles.join(', ')}`;
  });
}
