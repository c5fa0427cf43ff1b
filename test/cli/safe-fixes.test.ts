import { describe, expect, it } from 'vitest';
import type { Fix, Session } from '#core';
import { applySafeFixes, toChanges } from '../../cli/src/safe-fixes.ts';
import { openMarkedSession } from './marked-session.ts';

const all = () => true;

describe('applySafeFixes', () => {
  it('applies every safe fix, although each moves the next finding', () => {
    const session = openMarkedSession({ 'b.ts': 'axbxxc', 'a.ts': 'x', 'c.ts': 'clean' });
    const run = applySafeFixes(session, all);
    expect(run.applied.map(({ finding, title }) => `${finding.at.file} ${title}`)).toEqual([
      'a.ts Remove x',
      'b.ts Remove x',
      'b.ts Remove x',
      'b.ts Remove x',
    ]);
    expect(run.changes).toEqual([
      { file: 'a.ts', before: 'x', after: '' },
      { file: 'b.ts', before: 'axbxxc', after: 'abc' },
    ]);
  });

  it('changes nothing the second time', () => {
    const session = openMarkedSession({ 'a.ts': 'axbycz' });
    applySafeFixes(session, all);
    expect(applySafeFixes(session, all)).toEqual({ applied: [], changes: [] });
  });

  it('leaves fixes alone that are not safe', () => {
    const session = openMarkedSession({ 'a.ts': 'y' });
    expect(applySafeFixes(session, all)).toEqual({ applied: [], changes: [] });
  });

  it('takes a fix back that does not help', () => {
    const session = openMarkedSession({ 'a.ts': 'z x' });
    const run = applySafeFixes(session, all);
    expect(run.changes).toEqual([{ file: 'a.ts', before: 'z x', after: 'z ' }]);
    expect(session.text('a.ts')).toBe('z ');
  });

  it('touches only the findings that are asked for', () => {
    const session = openMarkedSession({ 'a.ts': 'x', 'b.ts': 'x' });
    const run = applySafeFixes(session, (finding) => finding.at.file === 'b.ts');
    expect(run.changes.map(({ file }) => file)).toEqual(['b.ts']);
  });

  it('does not apply edits that do not fit the text', () => {
    const edits = [
      [{ start: 3, end: 99, text: '' }],
      [
        { start: 1, end: 2, text: '' },
        { start: 0, end: 1, text: '' },
      ],
      [{ start: 2, end: 1, text: '' }],
    ];
    for (const list of edits) {
      const marked = openMarkedSession({ 'a.ts': 'axb' });
      const session: Session = { ...marked, fixes: () => [{ title: 'Break', kind: 'safe', files: [{ file: 'a.ts', edits: list }] }] };
      expect(applySafeFixes(session, all)).toEqual({ applied: [], changes: [] });
    }
  });
});

describe('toChanges', () => {
  const create: Fix = {
    title: 'Add a file',
    kind: 'safe',
    files: [{ file: 'new.ts', create: true, edits: [{ start: 0, end: 0, text: 'a' }] }],
  };

  it('creates files that do not exist, and no others', () => {
    expect(toChanges(openMarkedSession({}), create)).toEqual([{ file: 'new.ts', before: undefined, after: 'a' }]);
    expect(toChanges(openMarkedSession({ 'new.ts': '' }), create)).toBeUndefined();
    expect(toChanges(openMarkedSession({}), { ...create, files: [{ file: 'new.ts', edits: [] }] })).toBeUndefined();
  });

  it('applies several edits to one text', () => {
    const edits = [
      { start: 0, end: 1, text: 'A' },
      { start: 1, end: 1, text: '-' },
      { start: 2, end: 3, text: '' },
    ];
    expect(toChanges(openMarkedSession({ 'a.ts': 'abc' }), { title: '', kind: 'safe', files: [{ file: 'a.ts', edits }] })).toEqual([
      { file: 'a.ts', before: 'abc', after: 'A-b' },
    ]);
  });
});
