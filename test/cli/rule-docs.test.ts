import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generateRuleDocs } from '../../scripts/generate/rule-docs.ts';
import { tempFolder } from '../workspace/temp-folder.ts';

const path = 'cli/src/rule-docs.generated.ts';

describe('generateRuleDocs', () => {
  it('puts every page into a map by rule id, sorted, with LF line ends', () => {
    const root = tempFolder({
      'docs/rules/b-rule.md': '# b\r\n`code` "quoted"\r\n',
      'docs/rules/a-rule.md': '# a\n',
      'docs/rules/README.md': 'index',
      'docs/rules/a-rule.png': '',
    });
    expect([...generateRuleDocs(root)]).toEqual([
      [
        path,
        [
          '// Written by `npm run generate` from docs/rules/*.md. Do not edit.',
          "import type { RuleDocs } from '#core';",
          '',
          'export const ruleDocs: RuleDocs = new Map([',
          '  ["a-rule", "# a\\n"],',
          '  ["b-rule", "# b\\n`code` \\"quoted\\"\\n"],',
          ']);',
          '',
        ].join('\n'),
      ],
    ]);
  });

  it('has been run on the pages as they are', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    expect(readFileSync(join(root, path), 'utf8')).toBe(generateRuleDocs(root).get(path));
  });
});
