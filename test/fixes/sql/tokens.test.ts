import { describe, expect, test } from 'vitest';
import type { Part } from '../../../core/src/fixes/sql/parts.ts';
import { type Spelling, tokenise } from '../../../core/src/fixes/sql/tokens.ts';

/** A statement with `§` where a value stands. */
function partsOf(statement: string): readonly Part[] {
  const root = { k: 'literal', value: '', start: 0, end: 0 } as const;
  return statement.split('§').flatMap((text, index): readonly Part[] => {
    const literal = { start: 0, end: 0 };
    const part: Part = { kind: 'text', text, offsets: Array.from({ length: text.length + 1 }, (_, at) => at), quote: "'", literal, root };
    return index === 0 ? [part] : [{ kind: 'hole', expression: root, written: 'x', start: 0, end: 0, quote: undefined, root }, part];
  });
}

function show(statement: string, spelling: Spelling): string | undefined {
  return tokenise(partsOf(statement), spelling)
    ?.map((token) => {
      if (token.t === 'hole') return token.glued ? '<glued>' : '<hole>';
      if (token.t === 'string') return `'${token.content.map((item) => ('text' in item ? item.text : '§')).join('')}'`;
      if (token.t === 'quoted') return `${token.mark}${token.holes.length}`;
      return token.t === 'comment' ? `comment${token.holes.length}` : token.text;
    })
    .join(' ');
}

const postgres: Spelling = { dialect: 'PostgreSQL', style: 'dollar' };
const mysql: Spelling = { dialect: 'MySQL', style: 'question' };
const sqlite: Spelling = { dialect: 'SQLite', style: 'question' };

describe('tokens of a statement', () => {
  test.each<[string, Spelling, string]>([
    ["a = '§' AND b=§", postgres, "a = '§' AND b = <hole>"],
    ["a = 'it''s §%'", postgres, "a = 'it's §%'"],
    ['t_§.x', postgres, 't_ <glued> . x'],
    ['§§', postgres, '<glued> <glued>'],
    ['"§" = §', postgres, '"1 = <hole>'],
    ['"§" = §', mysql, "'§' = <hole>"],
    ['`§` = §', mysql, '`1 = <hole>'],
    ['[§] = §', sqlite, '[1 = <hole>'],
    ["$$ '§ $$ = $1", postgres, '$$1 = $1'],
    ["$a$ $$ '§ $a$ = $12", postgres, '$a$1 = $12'],
    ["-- it's §\nb = §", postgres, 'comment1 b = <hole>'],
    ["/* /* it's */ § */ b = §", postgres, 'comment1 b = <hole>'],
    ["# it's §\nb = §", mysql, 'comment1 b = <hole>'],
    ['a->>§ ? b::text', postgres, 'a ->> <hole> ? b :: text'],
    ["a = ? AND b = '?'", mysql, "a = ? AND b = '?'"],
    ['a = :name AND b = @other', sqlite, 'a = :name AND b = @other'],
  ])('%s', (statement, spelling, tokens) => {
    expect(show(statement, spelling)).toBe(tokens);
  });

  test.each<[string, Spelling]>([
    ["a = '§", postgres],
    ['a = "§', postgres],
    ['a = $$ §', postgres],
    ["a = 'b\\' OR c = '§", postgres],
    ["a = 'b\\'", { dialect: undefined, style: 'question' }],
  ])('%s has quotes that do not close for sure', (statement, spelling) => {
    expect(show(statement, spelling)).toBeUndefined();
  });

  test('a backslash keeps a quote open where the server says so', () => {
    expect(show("a = 'b\\' §' AND c = §", mysql)).toBe("a = 'b §' AND c = <hole>");
    expect(show("a = 'b\\' AND c = §", sqlite)).toBe("a = 'b' AND c = <hole>");
  });
});
