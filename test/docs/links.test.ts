import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, root } from '../meta/source-files.ts';

const pages = filesBelow('').filter((path) => path.endsWith('.md'));

/** Links to files, with the heading they name; addresses and e-mail are left out, code blocks too. */
function linksOf(text: string): readonly { readonly path: string; readonly heading: string | undefined }[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => ({ path: target.replace(/#.*/, ''), heading: /#(.*)/.exec(target)?.[1] }));
}

/** The anchors that GitHub gives a page's headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('there are pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['ARCHITECTURE.md', 'README.md', 'docs/guides/policy.md']));
});

describe('links lead somewhere', () => {
  test.each(pages)('%s', (page) => {
    const broken = linksOf(readFileSync(join(root, page), 'utf8')).filter(({ path, heading }) => {
      const target = path === '' ? page : posix.join(posix.dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return heading !== undefined && !anchorsOf(readFileSync(join(root, target), 'utf8')).includes(heading);
    });
    expect(broken).toEqual([]);
  });
});

test('every guide and decision can be reached', () => {
  const texts = pages.map((page) => ({ page, links: linksOf(readFileSync(join(root, page), 'utf8')) }));
  const linked = new Set(texts.flatMap(({ page, links }) => links.map(({ path }) => posix.join(posix.dirname(page), path))));
  expect(filesBelow('docs').filter((path) => path.endsWith('.md') && !linked.has(path))).toEqual([]);
});
