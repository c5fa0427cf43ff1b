import { describe, expect, it } from 'vitest';
import { openOn } from '../harness/fixture-language/scenario.ts';

/** What is said of a policy's guard `named`, whose file has that text. */
function problemsOf(named: string, text: string): readonly string[] {
  const policy = `{ "guards": [{ "function": "${named}", "kind": "middleware" }] }`;
  const files = new Map([
    ['routewarden.jsonc', policy],
    ['src/auth.ts', text],
  ]);
  return openOn(files)
    .report()
    .policyProblems.map(({ at, message }) => `${policy.slice(at.start, at.end)} ${message}`);
}

describe('guards of a policy', () => {
  it('have to be exported by their file', () => {
    expect(problemsOf('src/auth.ts#requireUsr', 'export function requireUser() {}\n')).toEqual([
      '"src/auth.ts#requireUsr" `src/auth.ts` exports no `requireUsr`; did you mean `requireUser`?',
    ]);
    expect(problemsOf('src/auth.ts#default', 'export const other = 1;\n')).toEqual([
      '"src/auth.ts#default" `src/auth.ts` exports no `default`.',
    ]);
  });

  it.each([
    ['src/auth.ts#requireUser', 'export function requireUser() {}\n'],
    ['src/auth.ts#requireUser', "export { requireUser } from './other.ts';\n"],
    ['src/auth.ts#requireUser', "export const a = 1;\nexport * from './other.ts';\n"],
    ['src/auth.ts#requireUser', 'module.exports.requireUser = () => {};\n'],
    ['@acme/auth#requireUser', 'export const a = 1;\n'],
  ])('%s is fine with: %s', (named, text) => {
    expect(problemsOf(named, text)).toEqual([]);
  });
});
