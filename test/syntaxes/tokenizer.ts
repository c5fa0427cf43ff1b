import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const root = fileURLToPath(new URL('../..', import.meta.url));
const resolve = createRequire(import.meta.url).resolve;

/** The grammars of this extension, and where the manifest injects them. */
const injections = [
  { file: 'syntaxes/policy-routes.tmLanguage.json', scope: 'source.routewarden.policy-injection', into: ['source.json.comments'] },
  {
    file: 'syntaxes/directives.tmLanguage.json',
    scope: 'source.routewarden.directive-injection',
    into: ['source.ts', 'source.tsx', 'source.js', 'source.js.jsx'],
  },
  {
    file: 'syntaxes/sql-templates.tmLanguage.json',
    scope: 'source.routewarden.sql-injection',
    into: ['source.ts', 'source.tsx', 'source.js', 'source.js.jsx'],
  },
] as const;

/** The editor's own grammars, as the tm-grammars package ships them. */
const hosts: Readonly<Record<string, string>> = {
  'source.json.comments': 'jsonc',
  'source.ts': 'typescript',
  'source.tsx': 'tsx',
  'source.js': 'javascript',
  'source.js.jsx': 'jsx',
};

/** One token: its text and its scopes, the innermost last. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

export type Tokenize = (scope: string, text: string) => Promise<readonly Token[]>;

/** A tokenizer like the editor's; without `injected`, one that does not know this extension. */
export async function createTokenizer(injected = true): Promise<Tokenize> {
  const wasm = readFileSync(resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      const file = injections.find((each) => each.scope === scope)?.file;
      const host = hosts[scope];
      if (file !== undefined) return textmate.parseRawGrammar(readFileSync(`${root}/${file}`, 'utf8'), file);
      if (host === undefined) return null;
      const path = resolve(`tm-grammars/grammars/${host}.json`);
      return textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
    getInjections: (scope) =>
      injected ? injections.filter((each) => each.into.some((target) => target === scope)).map((each) => each.scope) : [],
  });
  return async (scope, text) => {
    const grammar = await registry.loadGrammar(scope);
    if (grammar === null) throw new Error(`There is no grammar ${scope}.`);
    const tokens: Token[] = [];
    let state = textmate.INITIAL;
    for (const line of text.split(/\r?\n/)) {
      const result = grammar.tokenizeLine(line, state);
      for (const { startIndex, endIndex, scopes } of result.tokens) tokens.push({ text: line.slice(startIndex, endIndex), scopes });
      state = result.ruleStack;
    }
    return tokens;
  };
}

/** The tokens as they are seen: neighbours with the same scopes are one. */
export function joinTokens(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last?.scopes.join(' ') === token.scopes.join(' ')) joined.splice(-1, 1, { text: last.text + token.text, scopes: last.scopes });
    else joined.push(token);
  }
  return joined;
}

/** The texts of the tokens whose innermost scope starts with `scope`. */
export function textsOf(tokens: readonly Token[], scope: string): readonly string[] {
  return tokens.filter((token) => token.scopes.at(-1)?.startsWith(scope)).map((token) => token.text);
}

/** The texts of the tokens that have a scope which starts with `scope` anywhere, joined. */
export function textInside(tokens: readonly Token[], scope: string): string {
  return tokens
    .filter((token) => token.scopes.some((each) => each.startsWith(scope)))
    .map((token) => token.text)
    .join('');
}
