/** A request that an application's route is tried with. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

/** How the route of one path is used, and attacked. */
export interface Visit {
  /** Requests that have to be answered in the same way before and after the fix. */
  readonly ordinary: readonly Request[];
  /** Requests that only work after the fix: a quote in a name is no mistake. */
  readonly mended?: readonly Request[];
  /** Each gets hold of what is hidden: by one request, or by two whose answers differ by what it is. */
  readonly attacks: readonly (readonly Request[])[];
}

/** The name and the note of the user that nobody should see. */
export const secrets = /Mallory|sesame/;

type Query = Readonly<Record<string, string>>;

const get = (path: string, query: Query): Request => ({ method: 'GET', url: `${path}?${new URLSearchParams(query)}` });
const post = (url: string, body: unknown): Request => ({ method: 'POST', url, body });
const put = (url: string, body: unknown): Request => ({ method: 'PUT', url, body });
const remove = (url: string): Request => ({ method: 'DELETE', url });

function reading(
  path: string,
  ordinary: readonly Query[],
  attacks: readonly (Query | readonly Query[])[],
  mended: readonly Query[] = [],
): [string, Visit] {
  const all = (queries: readonly Query[]): readonly Request[] => queries.map((query) => get(path, query));
  return [path, { ordinary: all(ordinary), attacks: attacks.map((attack) => all([attack].flat())), mended: all(mended) }];
}

const byName = (path: string, quote = "'"): [string, Visit] =>
  reading(
    path,
    [{ name: 'Ada' }, { name: 'Nobody' }],
    [{ name: `${quote} OR hidden = 1 OR name = ${quote}` }],
    [{ name: `O${quote}Hara` }],
  );

/** A condition that is true where the note that nobody should see begins like this. */
const guess = (about: string): string => `(SELECT s.note FROM (SELECT note FROM users WHERE hidden = 1) AS s) LIKE '${about}%'`;
const question = (about: string): string => `(CASE WHEN ${guess(about)} THEN id ELSE -id END)`;

const all: readonly (readonly [string, Visit])[] = [
  ...['/template', '/sum', '/const', '/lines', '/values-before', '/options', '/callback', '/handed-on', '/prepared', '/built'].map((path) =>
    byName(path),
  ),
  byName('/double-quotes', '"'),
  reading(
    '/added',
    [
      { name: 'Ada', age: '20' },
      { name: 'Ada', age: '40' },
    ],
    [
      { name: "' OR hidden = 1 OR name = '", age: '20' },
      { name: 'Ada', age: '20 OR hidden = 1' },
    ],
    [{ name: "O'Hara", age: '20' }],
  ),
  reading(
    '/added-perhaps',
    [
      { without: 'Boston' },
      { without: 'Boston', name: 'Ada' },
      { without: 'Boston', age: '40' },
      { without: 'Helsinki', age: '31', city: 'o' },
    ],
    [
      { without: "' OR hidden = 1 OR city = '" },
      { without: '', name: "' OR hidden = 1 OR name = '" },
      { without: '', age: '20 OR hidden = 1' },
      { without: '', city: "') OR (hidden = 1) OR (name = '" },
    ],
    [{ without: "'", name: "O'Hara", age: '20', city: 'London' }],
  ),
  reading(
    '/conditions',
    [{ limit: '3' }, { name: 'a', limit: '10' }, { name: 'a', age: '40', limit: '10' }, { age: '31', limit: '1' }],
    [
      { name: "' OR hidden = 1 OR name LIKE '", limit: '10' },
      { age: '0 OR hidden = 1', limit: '10' },
    ],
    [{ name: "o'h", limit: '3' }],
  ),
  reading('/like', [{ q: 'a' }, { q: 'Lon' }, { q: '%' }, { q: 'zz' }], [{ q: "') OR (hidden = 1) OR (name = '" }], [{ q: "O'H" }]),
  reading('/prepared-list', [{ ids: '1' }, { ids: '1,3,6' }, { ids: '99' }], [{ ids: '1) OR hidden IN (1' }]),
  reading('/list', [{ ids: '1' }, { ids: '1,3,6' }, { ids: '99' }], [{ ids: '1) OR hidden IN (1' }]),
  reading(
    '/list-of-names',
    [{ names: 'Ada' }, { names: 'Ada,Linus,Mallory' }],
    [{ names: "') OR hidden = 1 OR name IN ('" }],
    [{ names: "O'Hara,Ada" }],
  ),
  reading(
    '/list-mapped',
    [{ names: 'Ada' }, { names: 'Ada,Linus,Mallory' }],
    [{ names: "') OR hidden = 1 OR name IN ('" }],
    [{ names: "O'Hara,Ada" }],
  ),
  reading('/sorted', [{ sort: 'id' }, { sort: 'name' }, { sort: 'age' }], [[{ sort: question('ses') }, { sort: question('x') }]]),
  reading(
    '/sorted-down',
    [
      { q: 'a', dir: 'asc' },
      { q: 'a', sort: 'name', dir: 'desc' },
      { q: '', sort: 'name', dir: 'ASC' },
    ],
    [['ses', 'x'].map((about) => ({ q: '', sort: question(about), dir: 'asc' }))],
    [{ q: "'", sort: 'id', dir: 'asc' }],
  ),
  reading(
    '/limit',
    [
      { limit: '2', offset: '1' },
      { limit: '10', offset: '0' },
    ],
    [{ limit: '0) AS page UNION SELECT id, note FROM users WHERE hidden = 1 -- ', offset: '0' }],
  ),
  reading(
    '/prepared-limit',
    [
      { limit: '2', offset: '1' },
      { limit: '10', offset: '0' },
    ],
    [{ limit: '0) AS page UNION SELECT id, note FROM users WHERE hidden = 1 -- ', offset: '0' }],
  ),
  reading(
    '/several',
    [
      { name: 'Ada', city: 'London' },
      { name: 'Grace', city: '' },
    ],
    [
      { name: 'Ada', city: "' OR hidden = 1 OR name = '" },
      { name: "' OR hidden = 1 OR name = '", city: '' },
    ],
    [{ name: "O'Hara", city: "'" }],
  ),
  reading(
    '/nested',
    [
      { name: 'Ada', age: '20' },
      { name: 'Ada', age: '40' },
    ],
    [
      { name: "') OR (hidden = 1) OR (name = '", age: '1' },
      { name: 'Ada', age: '1) OR (hidden = 1' },
    ],
    [{ name: "O'Hara", age: '1' }],
  ),
  reading(
    '/either-of-two',
    [{ limit: '9' }, { name: 'a', limit: '9' }, { from: '30', to: '45', limit: '9' }, { name: 'a', from: '30', to: '45', limit: '2' }],
    [
      { name: "' OR hidden = 1 OR name LIKE '", limit: '9' },
      { from: '0', to: '99 OR hidden = 1', limit: '9' },
      { from: '0 AND 1 OR hidden = 1 OR age BETWEEN 1', to: '99', limit: '9' },
    ],
    [{ name: "O'H", limit: '9' }],
  ),
  reading(
    '/either-held',
    [
      { without: 'Boston', limit: '9' },
      { without: 'Boston', name: 'Ada', limit: '9' },
    ],
    [
      { without: "' OR hidden = 1 OR city = '", limit: '9' },
      { without: '', name: "' OR hidden = 1 OR name = '", limit: '9' },
    ],
    [{ without: "'", name: "O'Hara", limit: '9' }],
  ),
  reading('/either', [{}, { name: 'Ada' }], [{ name: "' OR hidden = 1 OR name = '" }], [{ name: "O'Hara" }]),
  reading(
    '/numbers',
    [
      { age: '30', score: '9' },
      { age: '10', score: '9.5' },
      { age: '30', score: '8.25' },
    ],
    [
      { age: '0 OR hidden = 1', score: '10' },
      { age: '0', score: '10 OR hidden = 1' },
    ],
  ),
  reading('/number-in-quotes', [{ from: '30', to: '45' }], [{ from: '0', to: "99' OR hidden = '1" }]),
  reading('/arithmetic', [{ years: '10' }, { years: '0' }], [{ years: '99 > 50 OR hidden = 1 OR age' }]),
  reading('/interval', [{ days: '3' }, { days: '40' }], [{ days: '1 DAY OR hidden = 1 OR joined > joined + INTERVAL 1' }]),
  reading(
    '/date',
    [
      { since: '2024-03-01', days: '3' },
      { since: '2024-01-01', days: '40' },
    ],
    [{ since: '2024-01-01', days: "1 days' OR hidden = 1 OR name = '" }],
  ),
  reading(
    '/function',
    [
      { name: 'ADA', city: 'Lon' },
      { name: 'ada', city: 'Paris' },
    ],
    [{ name: "') OR hidden = 1 OR name = LOWER('", city: '' }],
    [{ name: "o'hara", city: '' }],
  ),
  reading('/joined-text', [{ where: 'here', q: 'a' }], [{ where: 'here', q: "' OR hidden = 1 OR name = '" }], [{ where: "'", q: "'" }]),
  reading(
    '/escapes',
    [{ note: 'first' }, { note: 'nothing' }, { note: '100% true' }],
    [{ note: "' OR hidden = 1 OR note = '" }],
    [{ note: "it's" }],
  ),
  [
    '/insert',
    {
      ordinary: [post('/insert', { id: 7, name: 'Alan', note: 'x' }), post('/insert', { id: '8', name: 'Edsger', note: '' })],
      mended: [post('/insert', { id: 7, name: "O'Neil", note: "it's" })],
      attacks: [
        [post('/insert', { id: 7, name: "Alan', 20, 1, '2025-01-01', 0, (SELECT u.note FROM users u WHERE u.hidden = 1)) -- ", note: '' })],
      ],
    },
  ],
  [
    '/update/:id',
    {
      ordinary: [put('/update/2', { note: 'changed', age: 46 }), put('/update/6', { note: 'changed', age: '1' })],
      mended: [put('/update/2', { note: "it's", age: 46 })],
      attacks: [['ses', 'x'].map((about) => put(`/update/${encodeURIComponent(`1 OR ${guess(about)}`)}`, { note: 'x', age: 1 }))],
    },
  ],
  [
    '/delete/:name',
    {
      ordinary: [remove('/delete/Ada'), remove('/delete/Nobody')],
      mended: [remove("/delete/O'Hara")],
      attacks: [['ses', 'x'].map((about) => remove(`/delete/${encodeURIComponent(`' OR ${guess(about)} OR name = '`)}`))],
    },
  ],
];

/** How each route is tried, by its path. */
export const visits: ReadonlyMap<string, Visit> = new Map(all);
