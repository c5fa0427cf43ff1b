import { readFileSync } from 'node:fs';
import type { GeneratedFile } from '../generate/generated-file.ts';

/** A rule that finds routes by their path, with its page and a fixture. */
export function newRule(id: string): readonly GeneratedFile[] {
  return [
    { path: `core/src/rules/${id}.ts`, text: source(id, titleOf(id)) },
    { path: `docs/rules/${id}.md`, text: page(id, titleOf(id)) },
    { path: `test/rules/${id}/fixtures/by-path.ts`, text: fixture(id) },
  ];
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function currentVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}

function source(id: string, title: string): string {
  return `import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: '${id}',
    title: '${title}',
    summary: 'A route has a path that ends in \`/${id}\`.',
    severity: 'info',
    precision: 'medium',
    cwe: [],
    owasp: [],
    practice: 'assessment',
    since: '${currentVersion()}',
    fix: 'none',
  },
  checkRoute(run) {
    if (!run.route.path.endsWith('/${id}')) return [];
    const name = \`\${run.route.method} \${run.route.path}\`;
    const message = \`\\\`\${name}\\\` has a path that ends in \\\`/${id}\\\`.\`;
    return [{ at: run.draft.at, message, precision: 'certain', route: run, trace: [] }];
  },
};
export default rule;
`;
}

function page(id: string, title: string): string {
  return `# ${title}

A path that ends in \`/${id}\` tells callers more than they need to know.

## Wrong

\`\`\`ts
app.get('/orders/${id}', listOrders);
\`\`\`

## Right

\`\`\`ts
app.get('/orders', listOrders);
\`\`\`
`;
}

function fixture(id: string): string {
  return `import express from 'express';

const app = express();
app.get('/orders/${id}', (_req, res) => res.json([])); // expect: ${id} "GET /orders/${id}"
app.get('/orders', (_req, res) => res.json([])); // ok: ${id}
`;
}
