/** Finds the policy files of a workspace and puts each together with the files that it extends. */
import { basename, dirname, joinPath } from '../base/paths.ts';
import type { GuardEntry, Policy, RuleLevel } from '../model/policy.ts';
import type { PolicyProblem } from '../model/report.ts';
import { type DocumentContext, type PolicyDocument, readDocument } from './document.ts';
import { toPlaced } from './place.ts';
import { policyProperties } from './schema.ts';

/** The names a policy file has, the preferred one first. */
export const policyFileNames = ['routewarden.jsonc', 'routewarden.json'] as const;

/** What reading policies may look at. Paths are relative to the root, with `/`. */
export interface PolicyHost {
  /** Every file of the workspace; a guard's file has to be among them. */
  readonly paths: readonly string[];
  read(path: string): string | undefined;
}

/** The policies of a workspace, by folder, and all that is wrong with their files. */
export interface PolicySet {
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
}

/** Chains of `extends` longer than this are a mistake. */
const maxExtendsDepth = 16;

/**
 * One policy for each folder that has a policy file; with `explicit`, that file alone, for the whole workspace. What a
 * file says comes before what it extends. An invalid part is left out and reported; nothing throws.
 */
export function readPolicies(host: PolicyHost, knownRules: readonly string[], explicit?: string): PolicySet {
  const reader = createReader(host, knownRules);
  if (explicit !== undefined) {
    const file = joinPath('', explicit);
    if (reader.document(file) === undefined) {
      reader.report({ at: toPlaced(file, [0], 0, 0), severity: 'error', message: `There is no policy file \`${file}\`.` });
      return { policies: [], problems: reader.problems() };
    }
    return { policies: [toPolicy(reader, file, '')], problems: reader.problems() };
  }
  const policies: Policy[] = [];
  for (const [folder, [file, ...others]] of findPolicyFiles(host.paths)) {
    policies.push(toPolicy(reader, file, folder));
    for (const other of others) {
      const message = `\`${other}\` is ignored, because \`${basename(file)}\` stands beside it.`;
      reader.report({ at: toPlaced(other, [0], 0, 0), severity: 'warning', message });
    }
  }
  return { policies, problems: reader.problems() };
}

/** The policy files of each folder, the preferred one first; folders in order. */
function findPolicyFiles(paths: readonly string[]): ReadonlyMap<string, readonly [string, ...string[]]> {
  const found = new Map<string, readonly [string, ...string[]]>();
  const files = new Set(paths.filter((path) => policyFileNames.some((name) => name === basename(path))));
  const folders = [...new Set([...files].map(dirname))].sort();
  for (const folder of folders) {
    const [file, ...others] = policyFileNames.map((name) => joinPath(folder, name)).filter((path) => files.has(path));
    if (file !== undefined) found.set(folder, [file, ...others]);
  }
  return found;
}

interface Reader {
  document(file: string): PolicyDocument | undefined;
  report(problem: PolicyProblem): void;
  problems(): readonly PolicyProblem[];
}

/** Reads each file once, however many policies extend it, and lists each problem once. */
function createReader(host: PolicyHost, knownRules: readonly string[]): Reader {
  const paths = new Set(host.paths);
  const context: DocumentContext = {
    properties: policyProperties(knownRules),
    knownRules,
    hasFile: (path) => paths.has(path),
  };
  const documents = new Map<string, PolicyDocument | undefined>();
  const problems = new Map<string, PolicyProblem>();
  const report = (problem: PolicyProblem): void => {
    problems.set(`${problem.at.file}\n${problem.at.start}\n${problem.message}`, problem);
  };
  return {
    report,
    problems: () => [...problems.values()].sort(byPlace),
    document(file) {
      if (documents.has(file)) return documents.get(file);
      const text = host.read(file);
      const document = text === undefined ? undefined : readDocument(file, text, context);
      documents.set(file, document);
      for (const problem of document?.problems ?? []) report(problem);
      return document;
    },
  };
}

function toPolicy(reader: Reader, file: string, folder: string): Policy {
  if (reader.document(file) === undefined) {
    reader.report({ at: toPlaced(file, [0], 0, 0), severity: 'error', message: `The policy file \`${file}\` cannot be read.` });
  }
  const documents = collectDocuments(reader, file);
  const rules = new Map<string, RuleLevel>();
  const guards = new Map<string, GuardEntry>();
  for (const document of documents) {
    for (const [rule, level] of document.rules) if (!rules.has(rule)) rules.set(rule, level);
    for (const guard of document.guards) {
      const key = `${guard.module}#${guard.name}`;
      if (!guards.has(key)) guards.set(key, guard);
    }
  }
  return {
    file,
    folder,
    access: documents.flatMap((document) => document.access),
    guards: [...guards.values()],
    rules: Object.fromEntries(rules),
    insecureHosts: [...new Set(documents.flatMap((document) => document.insecureHosts))],
    exclude: [...new Set(documents.flatMap((document) => document.exclude))],
  };
}

/** The file and all that it extends, in the order in which they count; each file once. */
function collectDocuments(reader: Reader, file: string): readonly PolicyDocument[] {
  const collected = new Map<string, PolicyDocument>();
  const visit = (path: string, trail: readonly string[]): void => {
    const document = reader.document(path);
    if (document === undefined || collected.has(path)) return;
    collected.set(path, document);
    for (const reference of document.extends) {
      const target = joinPath(dirname(path), reference.path);
      const message = findReferenceFault(reader, target, [...trail, path]);
      if (message === undefined) visit(target, [...trail, path]);
      else reader.report({ at: reference.at, severity: 'error', message });
    }
  };
  visit(file, []);
  return [...collected.values()];
}

function findReferenceFault(reader: Reader, target: string, trail: readonly string[]): string | undefined {
  if (target === '..' || target.startsWith('../')) return 'A policy cannot extend a file outside the workspace.';
  const start = trail.indexOf(target);
  if (start >= 0) return `\`extends\` runs in a circle: ${[...trail.slice(start), target].join(' → ')}.`;
  if (trail.length >= maxExtendsDepth) return `\`extends\` goes through more than ${maxExtendsDepth} files; this one is not read.`;
  return reader.document(target) === undefined ? `There is no file \`${target}\`.` : undefined;
}

function byPlace(a: PolicyProblem, b: PolicyProblem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start || a.at.end - b.at.end || (a.message < b.message ? -1 : 1);
}
