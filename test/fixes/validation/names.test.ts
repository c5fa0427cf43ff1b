import { describe, expect, test } from 'vitest';
import { nameByPath } from '../../../core/src/fixes/validation/naming.ts';
import { voteByName } from '../../../core/src/fixes/validation/signs.ts';
import { addDependency } from '../../../core/src/libraries/dialect.ts';

test.each([
  ['POST', '/orders', 'CreateOrder'],
  ['PUT', '/orders/:id', 'UpdateOrder'],
  ['DELETE', '/orders/:id', 'DeleteOrder'],
  ['POST', '/api/v1/categories', 'CreateCategory'],
  ['POST', '/orders/:id/items', 'CreateOrderItem'],
  ['POST', '/orders/:id/cancel', 'CancelOrder'],
  ['POST', '/auth/login', 'Login'],
  ['PATCH', '/profile', 'UpdateProfile'],
  ['GET', '/users', 'ListUsers'],
  ['GET', '/users/:id', 'GetUser'],
  ['ALL', '/users', 'User'],
  ['POST', '/', 'CreateRoot'],
  ['POST', '/users/2', 'CreateUser'],
  ['POST', '/password-resets', 'CreatePasswordReset'],
  ['ACTION', 'createPost', 'CreatePost'],
])('%s %s is %s', (method, path, name) => {
  expect(nameByPath(method, path)).toBe(name);
});

describe('a name says what a field is only where it is plain', () => {
  test.each([
    ['quantity', 'number'],
    ['unitPrice', 'number'],
    ['unit_price', 'number'],
    ['isActive', 'boolean'],
    ['has_children', 'boolean'],
    ['archived', 'boolean'],
    ['message', undefined],
    ['language', undefined],
    ['discount', undefined],
    ['island', undefined],
    ['phone', undefined],
  ])('%s: %s', (name, vote) => {
    expect(voteByName(name)).toBe(vote);
  });
});

describe('a dependency is added in alphabetical order', () => {
  const added = (manifest: string): string => {
    const edit = addDependency(manifest, 'zod', '^4.6.0');
    return edit === undefined ? 'no edit' : manifest.slice(0, edit.start) + edit.text + manifest.slice(edit.end);
  };

  test('last', () => {
    expect(added('{\n  "dependencies": {\n    "express": "^5.1.0"\n  }\n}')).toBe(
      '{\n  "dependencies": {\n    "express": "^5.1.0",\n    "zod": "^4.6.0"\n  }\n}',
    );
  });

  test('first', () => {
    expect(added('{ "dependencies": { "zone.js": "1" } }')).toBe('{ "dependencies": { "zod": "^4.6.0", "zone.js": "1" } }');
  });

  test('alone', () => {
    expect(JSON.parse(added('{ "dependencies": {} }'))).toEqual({ dependencies: { zod: '^4.6.0' } });
  });

  test('with tabs and CRLF', () => {
    expect(added('{\r\n\t"dependencies": {\r\n\t\t"a": "1",\r\n\t\t"zz": "2"\r\n\t}\r\n}')).toBe(
      '{\r\n\t"dependencies": {\r\n\t\t"a": "1",\r\n\t\t"zod": "^4.6.0",\r\n\t\t"zz": "2"\r\n\t}\r\n}',
    );
  });

  test('not where there is no list of dependencies', () => {
    expect(added('{ "name": "shop" }')).toBe('no edit');
    expect(added('not JSON')).toBe('no edit');
  });
});
