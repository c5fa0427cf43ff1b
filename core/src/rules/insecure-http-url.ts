import { useTls } from '../fixes/transport.ts';
import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import { walkFile } from '../syntax/walk.ts';
import { developmentSpans, isWithin } from './contract/development.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';
import { createStaticKeys, type StaticKeys } from './contract/static-keys.ts';

const rule: Rule = {
  meta: {
    id: 'insecure-http-url',
    title: 'Plain HTTP to a public host',
    summary: 'Code contacts a host of the internet over http: or ws:, so anyone on the way can read and change what is sent.',
    severity: 'medium',
    precision: 'high',
    cwe: [319],
    owasp: ['API8', 'API10'],
    practice: 'https',
    since: '0.1.0',
    fix: 'always',
  },
  tokens: () => ['http://', 'ws://'],
  checkFiles(files, context) {
    const keys = createStaticKeys(context);
    const named = new Map<string, Address>();
    const found = new Map<string, FindingDraft>();
    const report = (address: Address, callee: string, at: Location): void => {
      const key = `${address.at.file}:${address.at.start}`;
      if (!found.has(key)) found.set(key, toFinding(address, callee, at));
    };
    for (const file of files) collect(context, keys, file, named, report);
    for (const file of files) collectUses(context, keys, file, named, report);
    return [...found.values()];
  },
};
export default rule;

interface Address {
  readonly url: string;
  readonly host: string;
  readonly at: Location;
}

type Report = (address: Address, callee: string, at: Location) => void;

/** Literals that stand where an address is contacted, and those that are given a name. */
function collect(context: RuleContext, keys: StaticKeys, file: string, named: Map<string, Address>, report: Report): void {
  const facts = context.facts(file);
  if (facts === undefined) return;
  const development = developmentSpans(facts);
  walkFile(facts, (e, around) => {
    const address = toAddress(e, file, context.policy(file).insecureHosts);
    if (address === undefined || isWithin(development, e.start)) return;
    const use = contactOf(context, keys, file, e, around);
    if (use !== undefined) report(address, use, address.at);
  });
  for (const fn of facts.functions) {
    for (const s of fn.body) {
      if (s.s !== 'variable' || s.target.p !== 'bind' || s.init === undefined) continue;
      for (const literal of possibleValues(s.init)) {
        const address = toAddress(literal, file, context.policy(file).insecureHosts);
        if (address !== undefined && !isWithin(development, literal.start)) named.set(`${file}:${s.target.binding}`, address);
      }
    }
  }
}

/** `process.env.URL ?? 'http://…'`: the literals a variable may hold. */
function possibleValues(e: Expression): readonly Expression[] {
  if (e.k === 'logical') return [...possibleValues(e.left), ...possibleValues(e.right)];
  if (e.k === 'conditional') return [...possibleValues(e.then), ...possibleValues(e.else)];
  if (e.k === 'cast') return possibleValues(e.value);
  return [e];
}

/** Names whose value is such a literal, where an address is contacted. */
function collectUses(context: RuleContext, keys: StaticKeys, file: string, named: ReadonlyMap<string, Address>, report: Report): void {
  const facts = context.facts(file);
  if (facts === undefined || named.size === 0) return;
  walkFile(facts, (e, around) => {
    if (e.k !== 'name') return;
    const binding = keys.bindingOf(file, e);
    const address = binding === undefined ? undefined : named.get(binding);
    if (address === undefined) return;
    const use = contactOf(context, keys, file, e, around);
    if (use !== undefined) report(address, use, { file, start: e.start, end: e.end });
  });
}

/** The callee that contacts the address whose beginning `e` is; undefined where nothing does. */
function contactOf(context: RuleContext, keys: StaticKeys, file: string, e: Expression, around: readonly Expression[]): string | undefined {
  let child = e;
  let field: string | undefined;
  for (const parent of around.toReversed()) {
    switch (parent.k) {
      case 'template':
        if (parent.holes[0] !== child || parent.quasis[0] !== '') return undefined;
        break;
      case 'binary':
        if (parent.op !== '+' || parent.left !== child) return undefined;
        break;
      case 'logical':
      case 'cast':
      case 'await':
        break;
      case 'conditional':
        if (parent.test === child) return undefined;
        break;
      case 'object': {
        const prop = parent.props.find((p) => p.value === child);
        if (prop === undefined || typeof prop.key !== 'string' || field !== undefined) return undefined;
        field = prop.key;
        break;
      }
      case 'call':
      case 'new': {
        const argument = parent.args.indexOf(child);
        const callee = argument < 0 ? undefined : keys.keyOf(file, parent.callee);
        if (callee === undefined) return undefined;
        const key = parent.k === 'new' ? `new ${callee}` : callee;
        if (key === 'new global#URL') break;
        const contacted = context.catalog
          .rows(key)
          .some((row) => row.row === 'address' && 'argument' in row.at && row.at.argument === argument && row.at.field === field);
        return contacted ? nameOf(parent.callee) : undefined;
      }
      default:
        return undefined;
    }
    child = parent;
  }
  return undefined;
}

function nameOf(e: Expression): string {
  if (e.k === 'name') return e.name;
  return e.k === 'member' ? `${nameOf(e.object)}.${e.property}` : 'the call';
}

/** A literal, or the start of a template, that names a public host with `http:` or `ws:`. */
function toAddress(e: Expression, file: string, accepted: readonly string[]): Address | undefined {
  const text = e.k === 'literal' && typeof e.value === 'string' ? e.value : e.k === 'template' ? e.quasis[0] : undefined;
  if (text === undefined) return undefined;
  const match = /^(?:http|ws):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)(?::(\d+))?(?=[/?#:]|$)/i.exec(text);
  const host = match?.[1]?.toLowerCase();
  if (
    host === undefined ||
    (e.k === 'template' &&
      text.length === match?.[0].length &&
      e.holes.length > 0 &&
      !/[/:?#]$/.test(text) &&
      e.quasis[1]?.startsWith('/') !== true)
  )
    return undefined;
  // Without a port an entry stands for all of them.
  const withPort = `${host}:${match?.[2] ?? '80'}`;
  if (isPrivateHost(host) || accepted.some((a) => a === host || a === withPort)) return undefined;
  return { url: text, host, at: { file, start: e.start, end: e.end } };
}

/** Hosts that plain HTTP does not leave the machine or the private network for, and names reserved for examples (RFC 2606, 6761). */
function isPrivateHost(host: string): boolean {
  if (!host.includes('.') || host.startsWith('[')) return true;
  if (/^(127\.|10\.|192\.168\.|169\.254\.|0\.0\.0\.0$|172\.(1[6-9]|2\d|3[01])\.)/.test(host)) return true;
  return /(^|\.)(localhost|local|internal|intranet|lan|home|corp|svc|test|example|invalid|onion|localdomain|cluster\.local)$|(^|\.)example\.(com|org|net)$|\.docker\.internal$/.test(
    host,
  );
}

function toFinding(address: Address, callee: string, use: Location): FindingDraft {
  const elsewhere = use.file !== address.at.file || use.start !== address.at.start;
  return {
    at: address.at,
    message: `\`${callee}\` contacts \`${address.host}\` over plain ${/^ws/i.test(address.url) ? 'WebSocket' : 'HTTP'}: what it sends can be read and changed on the way.`,
    precision: 'certain',
    trace: elsewhere ? [{ kind: 'sink', at: use, message: `\`${callee}\` contacts it here` }] : [],
    fixes: () => useTls(address.at, address.url),
  };
}
