import type { ChainLink, Evidence, Finding, HandlerInput, PlacedLocation, Route, RuleMeta } from '#core';
import { toRulePage } from '#protocol';
import type { Prose } from './markdown.ts';

interface CardContext {
  readonly prose: Prose;
  toUri(path: string): string;
}

const authWords: Readonly<Record<Route['auth']['verdict'], string>> = {
  required: 'Signed-in callers only',
  optional: 'Open; an identity is read where there is one',
  public: 'Public',
  none: 'Open to every caller',
  unknown: 'Who may call it cannot be proven',
};

const validationWords: Readonly<Record<Route['validation']['verdict'], string>> = {
  yes: 'Input is validated',
  partial: 'Input is validated in part',
  no: 'Input is not validated',
  none: 'Reads no input',
  unknown: 'Whether input is validated cannot be proven',
};

/** What the analysis knows about a route: who may call it, what runs before it, what it reads, and why. */
export function toRouteCard(route: Route, context: CardContext): string {
  const { prose } = context;
  const roles = route.roles.length === 0 ? '' : ` (${route.roles.map(prose.code).join(', ')})`;
  const partial =
    route.certainty === 'partial' ? [prose.text('A prefix or the mount could not be followed, so the path may be longer.')] : [];
  const sections = [
    [`${prose.code(`${route.method} ${route.path}`)} ${prose.text(`(${route.framework})`)}`, ...partial],
    [
      `${prose.strong(authWords[route.auth.verdict])}${roles}${because(route.auth.reason, prose)}`,
      ...route.auth.evidence.map((evidence) => toEvidenceItem(evidence, context)),
    ],
    [
      `${prose.strong(validationWords[route.validation.verdict])}${because(route.validation.reason, prose)}`,
      ...toInputItems(route.inputs, context),
    ],
    route.chain.length === 0
      ? []
      : [prose.text('Runs before the handler, in this order:'), ...route.chain.map((link) => prose.item(toLinkLine(link, context)))],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** What the analysis concluded about one function of a route's chain. */
export function toChainCard(link: ChainLink, context: CardContext): string {
  return toLinkLine(link, context);
}

/** A finding with its story. */
export function toFindingCard(finding: Finding, rule: RuleMeta | undefined, context: CardContext): string {
  const { prose } = context;
  const title = rule?.title ?? finding.rule;
  const classes = [...(rule?.cwe ?? []).map((number) => `CWE-${number}`), ...(rule?.owasp ?? [])].join(', ');
  const heading = `${prose.strong(title)} ${prose.link(finding.rule, toRulePage(finding.rule))}${classes === '' ? '' : prose.text(` (${classes})`)}`;
  const trace = finding.trace.map(({ at, message }) => prose.item(`${toPlace(at, context)} ${prose.sentence(message)}`));
  return [heading, ['', prose.sentence(finding.message)].join('\n'), ...(trace.length === 0 ? [] : ['', ...trace])].join('\n');
}

const roleWords: Readonly<Record<ChainLink['role'], string>> = {
  guard: 'guard',
  'optional-guard': 'optional guard',
  attaches: 'attaches an identity',
  other: 'no guard',
  unknown: 'could not be read',
};

function toLinkLine(link: ChainLink, context: CardContext): string {
  const { prose } = context;
  return `${prose.code(link.name)} ${prose.strong(roleWords[link.role])}${because(link.why, prose)} ${toPlace(link.at, context)}`;
}

function toEvidenceItem({ at, what }: Evidence, context: CardContext): string {
  return context.prose.item(`${toPlace(at, context)} ${context.prose.sentence(what)}`);
}

/** Inputs in a long handler are many; those not validated are what matters. */
const maxInputs = 8;

function toInputItems(inputs: readonly HandlerInput[], context: CardContext): readonly string[] {
  const { prose } = context;
  const sorted = [...inputs].sort((a, b) => Number(a.validated) - Number(b.validated));
  const items = sorted.slice(0, maxInputs).map(({ part, path, at, validated, validator }) => {
    const name = prose.code(path === '' ? part : `${part}.${path}`);
    const state = validated ? `validated${validator === undefined ? '' : ': '}` : 'not validated';
    const by = validated && validator !== undefined ? prose.sentence(validator.what) : '';
    return prose.item(`${name} ${prose.text(state)}${by} ${toPlace(at, context)}`);
  });
  const rest = sorted.length - maxInputs;
  return rest > 0 ? [...items, prose.item(prose.text(`and ${rest} more`))] : items;
}

function because(reason: string, prose: Prose): string {
  return reason === '' ? '' : `: ${prose.sentence(reason)}`;
}

function toPlace(at: PlacedLocation, { prose, toUri }: CardContext): string {
  const line = at.from.line + 1;
  return prose.link(`${at.file}:${line}`, `${toUri(at.file)}#L${line}`);
}
