import { dropOption, dropStatement } from '../fixes/transport.ts';
import type { Expression } from '../syntax/facts.ts';
import { walkFile } from '../syntax/walk.ts';
import { developmentSpans, isWithin } from './contract/development.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';
import { createStaticKeys, type StaticKeys } from './contract/static-keys.ts';

const rule: Rule = {
  meta: {
    id: 'tls-verification-disabled',
    title: 'TLS certificates are not verified',
    summary: 'A TLS connection accepts any certificate, so anyone on the way can pose as the server.',
    severity: 'high',
    precision: 'very-high',
    cwe: [295],
    owasp: ['API8', 'API10'],
    practice: 'https',
    since: '0.1.0',
    fix: 'always',
  },
  tokens: (catalog) => catalog.switchOptions,
  checkFiles(files, context) {
    const keys = createStaticKeys(context);
    return files.flatMap((file) => check(context, keys, file));
  },
};
export default rule;

function check(context: RuleContext, keys: StaticKeys, file: string): readonly FindingDraft[] {
  const facts = context.facts(file);
  if (facts === undefined) return [];
  const development = developmentSpans(facts);
  const findings: FindingDraft[] = [];
  walkFile(facts, (e, around) => {
    if (isWithin(development, e.start)) return;
    if (e.k === 'object') findings.push(...checkObject(context, keys, file, e, around));
    if (e.k === 'assign' && e.op === '=') findings.push(...checkAssignment(context, file, e));
  });
  return findings;
}

function checkObject(
  context: RuleContext,
  keys: StaticKeys,
  file: string,
  e: Extract<Expression, { k: 'object' }>,
  around: readonly Expression[],
): readonly FindingDraft[] {
  return e.props.flatMap((prop, index): FindingDraft[] => {
    const { key, value } = prop;
    if (typeof key !== 'string' || value.k !== 'literal' || !turnsOff(context, keys, file, key, value.value, around)) return [];
    return [
      {
        at: { file, start: prop.start, end: prop.end },
        message: `\`${key}: ${String(value.value)}\` accepts any certificate: anyone on the way can pose as the server.`,
        precision: 'certain',
        trace: [],
        fixes: (fix) => dropOption(file, e.props, index, fix),
      },
    ];
  });
}

function turnsOff(
  context: RuleContext,
  keys: StaticKeys,
  file: string,
  option: string,
  value: unknown,
  around: readonly Expression[],
): boolean {
  if (context.catalog.tlsSwitches.some((s) => s.option === option && s.insecure === value)) return true;
  const call = around.findLast((parent) => parent.k === 'call' || parent.k === 'new');
  if (call === undefined || (call.k !== 'call' && call.k !== 'new')) return false;
  const callee = keys.keyOf(file, call.callee);
  const key = callee === undefined ? undefined : call.k === 'new' ? `new ${callee}` : callee;
  return (
    key !== undefined &&
    context.catalog.rows(key).some((row) => row.row === 'tls-switch' && row.option === option && row.insecure === value)
  );
}

/** `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`, `agent.options.rejectUnauthorized = false`. */
function checkAssignment(context: RuleContext, file: string, e: Extract<Expression, { k: 'assign' }>): readonly FindingDraft[] {
  if (e.target.p !== 'target' || e.value.k !== 'literal') return [];
  const { expression } = e.target;
  const name =
    expression.k === 'member'
      ? expression.property
      : expression.k === 'index' && expression.index.k === 'literal'
        ? String(expression.index.value)
        : undefined;
  const value = e.value.value;
  const off = context.catalog.tlsSwitches.some(
    (s) => s.option === name && (s.insecure === value || (typeof value === 'number' && s.insecure === String(value))),
  );
  if (name === undefined || !off) return [];
  const everywhere = name === 'NODE_TLS_REJECT_UNAUTHORIZED';
  return [
    {
      at: { file, start: e.start, end: e.end },
      message: everywhere
        ? 'This turns certificate verification off for every TLS connection of the process.'
        : `\`${name} = ${String(value)}\` accepts any certificate: anyone on the way can pose as the server.`,
      precision: 'certain',
      severity: everywhere ? 'critical' : 'high',
      trace: [],
      fixes: (fix) => dropStatement({ file, start: e.start, end: e.end }, fix),
    },
  ];
}
