import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFactsCache } from '#workspace';
import { tempFolder } from './temp-folder.ts';

function cacheWith(entries: Readonly<Record<string, string>>): string {
  const file = join(tempFolder(), 'deep/down/facts.jsonl');
  const cache = openFactsCache(file);
  for (const [key, facts] of Object.entries(entries)) cache.set(key, facts);
  expect(cache.save()).toBeUndefined();
  return file;
}

describe('openFactsCache', () => {
  it('gives back what an earlier run stored', () => {
    const file = cacheWith({ aa: '{"path":"src/größe.ts"}', bb: '[]' });
    const cache = openFactsCache(file);
    expect([cache.get('aa'), cache.get('bb'), cache.get('cc')]).toEqual(['{"path":"src/größe.ts"}', '[]', undefined]);
    expect(readFileSync(file, 'utf8').split('\n').slice(1)).toEqual(['["aa",{"path":"src/größe.ts"}]', '["bb",[]]', '']);
  });

  it('is a file of JSON lines that holds any facts', () => {
    const keys = fc.stringMatching(/^[0-9a-f]{8,64}$/);
    fc.assert(
      fc.property(fc.dictionary(keys, fc.json(), { maxKeys: 8 }), (entries) => {
        const file = cacheWith(entries);
        const cache = openFactsCache(file);
        for (const [key, facts] of Object.entries(entries)) expect(cache.get(key)).toBe(facts);
        if (!existsSync(file)) return;
        for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) JSON.parse(line);
      }),
      { numRuns: 30 },
    );
  });

  it('answers within the run that stored it', () => {
    const cache = openFactsCache(join(tempFolder(), 'facts.jsonl'));
    cache.set('aa', '1');
    cache.set('aa', '2');
    expect(cache.get('aa')).toBe('2');
  });

  it('forgets what a run did not use', () => {
    const file = cacheWith({ aa: '1', bb: '2' });
    const cache = openFactsCache(file);
    cache.get('bb');
    cache.save();
    expect(openFactsCache(file).get('aa')).toBeUndefined();
    expect(openFactsCache(file).get('bb')).toBe('2');
  });

  it('does not write when nothing has changed', () => {
    const file = cacheWith({ aa: '1' });
    utimesSync(file, 1, 1);
    const cache = openFactsCache(file);
    cache.get('aa');
    cache.save();
    expect(statSync(file).mtimeMs).toBe(1000);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -3)],
    ['altered', (text: string) => text.replace('"first"', '"other"')],
    ['of another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['empty', () => ''],
    ['something else', () => 'hello\n["aa",1]\n'],
  ])('counts a file that is %s as empty, and replaces it', (_, damage) => {
    const file = cacheWith({ aa: '"first"', bb: '"second"' });
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const cache = openFactsCache(file);
    expect([cache.get('aa'), cache.get('bb')]).toEqual([undefined, undefined]);
    cache.set('aa', '"again"');
    expect(cache.save()).toBeUndefined();
    expect(openFactsCache(file).get('aa')).toBe('"again"');
  });

  it('keeps nothing that it could not read back', () => {
    const file = cacheWith({ aa: '1', 'a"b': '2', cc: '{\n}' });
    const cache = openFactsCache(file);
    expect([cache.get('aa'), cache.get('a"b'), cache.get('cc')]).toEqual(['1', undefined, undefined]);
  });

  it('says why it cannot be written', () => {
    const root = tempFolder({ file: '' });
    const cache = openFactsCache(join(root, 'file/facts.jsonl'));
    cache.set('aa', '1');
    expect(cache.save()).toBe('a file of that name is in the way');
  });
});
