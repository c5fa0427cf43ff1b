import { describe, expect, test } from 'vitest';
import { markdown, plainText } from '../../server/src/convert/markdown.ts';

describe('markdown of a hover', () => {
  test('text of the workspace stays text', () => {
    expect(markdown.text('![x](http://evil.example/a.png) <img src=x> *now*')).toBe(
      '!\\[x\\](http://evil.example/a.png) \\<img src=x\\> \\*now\\*',
    );
    expect(markdown.text('one\n# two')).toBe('one # two');
  });

  test('code keeps its backticks inside', () => {
    expect(markdown.code('GET /a')).toBe('`GET /a`');
    expect(markdown.code('`SELECT ${id}`')).toBe('`` `SELECT ${id}` ``');
    expect(markdown.code('a\n  b')).toBe('`a b`');
  });

  test('a sentence of the engine keeps its code', () => {
    expect(markdown.sentence('`req.body.a_b` reaches `pool.query`.')).toBe('`req.body.a_b` reaches `pool.query`.');
    expect(markdown.sentence('an unpaired ` stays')).toBe('an unpaired \\` stays');
  });

  test('a link cannot be left', () => {
    expect(markdown.link('a](b', 'file:///a(b) c.ts#L1')).toBe('[a\\](b](file:///a%28b%29%20c.ts#L1)');
  });

  test('plain text has no markup', () => {
    expect([plainText.strong('A *b*'), plainText.code('c'), plainText.link('d', 'file:///e'), plainText.sentence('`f`')]).toEqual([
      'A *b*',
      'c',
      'd',
      '`f`',
    ]);
  });
});
