import type { Row } from '../../core/src/libraries/index.ts';
import type { RuleMeta } from '../../core/src/model/index.ts';
import type { Knowledge } from './knowledge.ts';

/** The facts about one rule, as the head of its page. */
export function ruleHeader(rule: RuleMeta): string {
  const fix = { always: 'always', sometimes: 'where one can be proven', none: 'none' }[rule.fix];
  return [
    rule.summary,
    '',
    '| rule | severity | precision | fix | practice | weakness | since |',
    '|---|---|---|---|---|---|---|',
    tableRow([
      `\`${rule.id}\``,
      rule.severity,
      rule.precision.replace('-', ' '),
      fix,
      rule.practice.replace('-', ' '),
      weaknesses(rule),
      rule.since,
    ]),
  ].join('\n');
}

/** One row a rule; `folder` is the way from the page to docs/rules. */
export function rulesTable({ rules }: Knowledge, folder: string): string {
  const rows = rules.map((rule) => tableRow([`[\`${rule.id}\`](${folder}${rule.id}.md)`, rule.summary, rule.severity, weaknesses(rule)]));
  return ['| rule | finds | severity | weakness |', '|---|---|---|---|', ...rows].join('\n');
}

/** One row a framework. */
export function frameworksTable({ frameworks }: Knowledge): string {
  const rows = frameworks.map(({ title, packages }) => tableRow([title, codeList(packages)]));
  return ['| framework | packages |', '|---|---|', ...rows].join('\n');
}

/** One row a library model, by area. */
export function librariesTable({ libraries }: Knowledge): string {
  const rows = libraries.map(({ area, library }) => tableRow([area, codeList(library.modules), whatRowsSay(library.rows)]));
  return ['| area | package | known |', '|---|---|---|', ...rows].join('\n');
}

const rowNames: Readonly<Record<Row['row'], string>> = {
  sink: 'sinks',
  store: 'what stores or reads data',
  validator: 'validators',
  'declares-input': 'validators',
  'validating-middleware': 'validating middleware',
  guard: 'authentication',
  'issues-credential': 'what issues credentials',
  sanitizer: 'sanitizers',
  picks: 'what passes values on',
  passes: 'what passes values on',
  input: 'inputs',
  method: 'inputs',
  identity: 'identities',
  response: 'responses',
  status: 'responses',
  'answer-headers': 'responses',
  'content-type': 'responses',
  constant: 'constants',
  deployed: 'constants',
  'keyed-digest': 'authentication',
  address: 'addresses that are contacted',
  transparent: 'wrappers',
  'instance-of': 'injected instances',
  'transparent-receiver': 'responses',
  delegates: 'what leads to a server of its own',
  'neutral-middleware': 'middleware without a say in authentication',
  'cleaning-middleware': 'sanitizers',
  protects: 'sanitizers',
  'serves-folder': 'what serves folders',
  path: 'paths',
  'path-test': 'paths',
  'folder-list': 'what loads modules',
  'module-load': 'what loads modules',
  'folder-load': 'what loads modules',
  'accepts-anything': 'validators',
  'schema-fields': 'validators',
  'schema-of': 'validators',
  'tls-switch': 'TLS switches',
};

function whatRowsSay(rows: readonly Row[]): string {
  const names = rows.map((row) => (row.row === 'sink' ? `${row.danger} sinks` : rowNames[row.row]));
  return [...new Set(names)].toSorted().join(', ');
}

function weaknesses({ cwe, owasp }: RuleMeta): string {
  const weakness = cwe.map((number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`);
  const risks = owasp.map((risk) => `${risk}:2023`);
  return [...weakness, ...risks].join(', ');
}

function codeList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
