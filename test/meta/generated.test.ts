import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findExamples } from '../../core/src/report/rule-docs.ts';
import { staleFiles } from '../../scripts/generate/generated-file.ts';
import { loadKnowledge } from '../../scripts/generate/knowledge.ts';
import { pageFiles, ruleDocsModule, rulesWithoutPage } from '../../scripts/generate/pages.ts';
import { registryFiles, registryMembers } from '../../scripts/generate/registries.ts';
import { manifestFile, policySchemaFile } from '../../scripts/generate/settings.ts';
import { root } from './source-files.ts';

const knowledge = await loadKnowledge(root);

describe('generated files are fresh (npm run generate)', () => {
  const pages = pageFiles(root, knowledge);

  test.each([
    ['registries', registryFiles(root)],
    ['pages and tables', pages],
    ['the pages inside the command line', [ruleDocsModule(pages, knowledge)]],
    ['the schema of the policy file', [policySchemaFile(knowledge)]],
    ['the settings in package.json', [manifestFile(root, knowledge)]],
  ])('%s', (_, files) => {
    expect(staleFiles(root, files).map(({ path }) => path)).toEqual([]);
  });
});

describe('rules', () => {
  test('there are some', () => {
    expect(knowledge.rules.length).toBeGreaterThan(0);
  });

  test('are in a file of their name', () => {
    const files = registryMembers(root, 'rules').map((path) => path.split('/').at(-1));
    expect(files.toSorted()).toEqual(knowledge.rules.map(({ id }) => `${id}.ts`).toSorted());
  });

  test('have a page', () => {
    expect(rulesWithoutPage(root, knowledge)).toEqual([]);
  });

  test.each(knowledge.rules.map(({ id, title }) => ({ id, title })))(
    '$id: the page has its title, a wrong and a right example',
    ({ id, title }) => {
      const page = readFileSync(join(root, 'docs/rules', `${id}.md`), 'utf8');
      expect(page.split('\n')[0]).toBe(`# ${title}`);
      expect(findExamples(page)).toEqual({ wrong: expect.stringMatching(/\S/), right: expect.stringMatching(/\S/) });
    },
  );
});
