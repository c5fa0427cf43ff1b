import { basename } from '../base/paths.ts';
import type { Change, Skipped, Workspace } from '../model/index.ts';
import { policyFileNames } from '../policy/index.ts';
import { alignFacts, buildFacts, type FileFacts, factsVersion, parseFacts, type Revision, serialiseFacts } from '../syntax/index.ts';

/** The texts of a workspace and the facts of its files. The caches here stand in README.md's table. */
export interface Sources {
  /** All paths, sorted. */
  readonly paths: readonly string[];
  text(path: string): string | undefined;
  facts(path: string): FileFacts | undefined;
  /** How the present facts of an edited file follow from those before the edit. */
  lastEdit(path: string): Revision | undefined;
  /** The files whose text has changed since the last call. */
  takeChanged(): readonly string[];
  /** True where the file holds one of the tokens; false for files that are not code. */
  holds(path: string, tokens: TokenSet): boolean;
  /** Those of the files that hold one of the tokens: the same list as long as `among` and they are the same. */
  holding(tokens: TokenSet, among: readonly string[]): readonly string[];
  readonly skipped: readonly Skipped[];
  update(changes: readonly Change[]): void;
  /** Grows with every change. */
  readonly revision: number;
  /** Grows when a file comes or goes, or one changes that decides where imports lead; policy files are not meant. */
  readonly layout: number;
  /** Grows when a policy file comes, goes or changes. */
  readonly policies: number;
}

/** Strings to look for, in one expression, with the answers so far by path. */
export interface TokenSet {
  readonly expression: RegExp;
  readonly answers: Map<string, boolean>;
  /** The files that were last asked for, with those that hold one; files that have changed since. */
  files: { readonly among: readonly string[]; readonly holding: readonly string[] } | undefined;
  readonly stale: Set<string>;
}

const code = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const declaration = /\.d\.(ts|mts|cts)$/;

export const isCode = (path: string): boolean => code.test(path) && !declaration.test(path);

const isPolicy = (path: string): boolean => policyFileNames.some((name) => name === basename(path));

export function toTokenSet(tokens: readonly string[]): TokenSet {
  const escaped = [...new Set(tokens)].sort().map((t) => t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return {
    expression: escaped.length === 0 ? /(?!)/ : new RegExp(escaped.join('|')),
    answers: new Map(),
    files: undefined,
    stale: new Set(),
  };
}

export function createSources(workspace: Workspace, maxLength: number): Sources {
  const changed = new Map<string, string | null>();
  const texts = new Map<string, string | undefined>();
  const facts = new Map<string, FileFacts | undefined>();
  const skipped = new Map<string, string>();
  const edited = new Map<string, { readonly text: string; readonly facts: FileFacts }>();
  const revisions = new Map<string, Revision>();
  const unseen = new Set<string>();
  let paths: readonly string[] | undefined;
  let revision = 0;
  let layout = 0;
  let policies = 0;
  const tokenSets = new Set<TokenSet>();

  const text = (path: string): string | undefined => {
    if (texts.has(path)) return texts.get(path);
    const own = changed.get(path);
    const found = own === null ? undefined : (own ?? workspace.read(path));
    if (found === undefined && own !== null) skipped.set(path, 'it could not be read');
    texts.set(path, found);
    return found;
  };
  return {
    get paths() {
      if (paths !== undefined) return paths;
      const all = new Set(workspace.paths);
      for (const [path, own] of changed) {
        if (own === null) all.delete(path);
        else all.add(path);
      }
      paths = [...all].sort();
      return paths;
    },
    get layout() {
      return layout;
    },
    get policies() {
      return policies;
    },
    get revision() {
      return revision;
    },
    get skipped() {
      return [...skipped].map(([file, reason]) => ({ file, reason })).sort((a, b) => (a.file < b.file ? -1 : 1));
    },
    text,
    facts(path) {
      if (facts.has(path)) return facts.get(path);
      const source = isCode(path) ? text(path) : undefined;
      const raw = source === undefined || tooLong(source, path) ? undefined : factsOf(workspace, path, source);
      const built = raw === undefined || source === undefined ? undefined : aligned(path, raw, source);
      facts.set(path, built);
      return built;
    },
    lastEdit(path) {
      this.facts(path);
      return revisions.get(path);
    },
    takeChanged() {
      const list = [...unseen];
      unseen.clear();
      return list;
    },
    holds(path, tokens) {
      tokenSets.add(tokens);
      const known = tokens.answers.get(path);
      if (known !== undefined) return known;
      const source = isCode(path) ? text(path) : undefined;
      const answer = source !== undefined && !tooLong(source, path) && tokens.expression.test(source);
      tokens.answers.set(path, answer);
      return answer;
    },
    holding(tokens, among) {
      const known = tokens.files;
      const same = known?.among === among && [...tokens.stale].every((path) => known.holding.includes(path) === this.holds(path, tokens));
      tokens.stale.clear();
      if (known !== undefined && same) return known.holding;
      const holding = among.filter((path) => this.holds(path, tokens));
      tokens.files = { among, holding };
      return holding;
    },
    update(changes) {
      const known = new Set(this.paths);
      for (const { path, text: next } of changes) {
        if (next !== null && texts.get(path) === next) continue;
        const comesOrGoes = known.has(path) === (next === null);
        if (comesOrGoes) paths = undefined;
        if (isPolicy(path)) policies += 1;
        else if (comesOrGoes || !isCode(path)) layout += 1;
        remember(path);
        unseen.add(path);
        changed.set(path, next);
        texts.delete(path);
        facts.delete(path);
        skipped.delete(path);
        for (const set of tokenSets) {
          set.answers.delete(path);
          set.stale.add(path);
        }
      }
      revision += 1;
    },
  };

  /** What the next facts of the file are compared with. */
  function remember(path: string): void {
    const before = { text: texts.get(path), facts: facts.get(path) };
    if (before.text !== undefined && before.facts !== undefined) edited.set(path, { text: before.text, facts: before.facts });
  }

  function aligned(path: string, raw: FileFacts, source: string): FileFacts {
    const before = edited.get(path);
    edited.delete(path);
    revisions.delete(path);
    if (before === undefined) return raw;
    const { facts, revision } = alignFacts(before.facts, before.text, raw, source);
    revisions.set(path, revision);
    return facts;
  }

  function tooLong(source: string, path: string): boolean {
    if (source.length <= maxLength) return false;
    skipped.set(path, `it is longer than ${maxLength} characters`);
    return true;
  }
}

/** Facts from the store where it has them for this text, built otherwise. */
function factsOf(workspace: Workspace, path: string, source: string): FileFacts {
  const store = workspace.facts;
  if (store === undefined) return buildFacts(path, source);
  const extension = path.slice(path.lastIndexOf('.'));
  const key = `${factsVersion}-${store.digest(source)}${extension}`;
  const kept = store.get(key);
  const parsed = kept === undefined ? undefined : parseFacts(kept);
  if (parsed !== undefined) return { ...parsed, path };
  const built = buildFacts(path, source);
  store.set(key, serialiseFacts(built));
  return built;
}
