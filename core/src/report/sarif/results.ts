import type { Location, Result, Fix as SarifFix, ThreadFlowLocation } from 'sarif';
import type { Finding, Fix, Report, Route, TraceStep } from '../../model/index.ts';
import { sourceRoot, toLocation, toMessageText, toPhysicalLocation, toUri } from './places.ts';
import { toLevel } from './rules.ts';

/** What a result needs to know besides its finding. */
export interface ResultContext {
  /** Position in `tool.driver.rules`, or undefined for a rule that is not described there. */
  readonly ruleIndex: (rule: string) => number | undefined;
  readonly route: (finding: Finding) => Route | undefined;
  readonly fixes: (finding: Finding) => readonly Fix[];
}

export function toResult(finding: Finding, context: ResultContext): Result {
  const ruleIndex = context.ruleIndex(finding.rule);
  const route = context.route(finding);
  const flow = finding.trace.filter(isFlowStep);
  const related = finding.trace.filter((step) => !isFlowStep(step));
  const fixes = context.fixes(finding).filter((fix) => fix.kind === 'safe' || fix.kind === 'suggested');
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: toLevel(finding.severity),
    message: { text: toMessageText(finding.message) },
    locations: [toResultLocation(finding, route)],
    partialFingerprints: { 'routewardenFingerprint/v1': finding.fingerprint },
    ...(flow.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: flow.map(toThreadFlowLocation) }] }] }),
    ...(related.length === 0 ? {} : { relatedLocations: related.map(toRelatedLocation) }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(toSarifFix) }),
    properties: {
      severity: finding.severity,
      precision: finding.precision,
      ...(route === undefined ? {} : { route: `${route.method} ${route.path}` }),
    },
  };
}

/** A silenced finding stays in the log with the reason its author gave; consumers hide it. Only directives silence findings. */
export function toSuppressedResult({ finding, reason }: Report['suppressed'][number], context: ResultContext): Result {
  return { ...toResult(finding, context), suppressions: [{ kind: 'inSource', status: 'accepted', justification: reason }] };
}

function toResultLocation(finding: Finding, route: Route | undefined): Location {
  const physicalLocation = toPhysicalLocation(finding.at);
  if (route === undefined) return { physicalLocation };
  return { physicalLocation, logicalLocations: [{ fullyQualifiedName: `${route.method} ${route.path}`, kind: 'resource' }] };
}

/** Steps of a value's way; guards, registrations and notes are places beside it. */
function isFlowStep(step: TraceStep): boolean {
  return step.kind === 'source' || step.kind === 'step' || step.kind === 'sink';
}

function toThreadFlowLocation(step: TraceStep): ThreadFlowLocation {
  return {
    location: toLocation(step.at, step.message),
    kinds: step.kind === 'sink' ? ['taint', 'danger'] : ['taint'],
    importance: step.kind === 'step' ? 'important' : 'essential',
  };
}

function toRelatedLocation(step: TraceStep, id: number): Location {
  return { id, ...toLocation(step.at, step.message) };
}

function toSarifFix(fix: Fix): SarifFix {
  return {
    description: { text: toMessageText(fix.title) },
    artifactChanges: fix.files.map(({ file, edits }) => ({
      artifactLocation: { uri: toUri(file), uriBaseId: sourceRoot },
      replacements: edits.map((edit) => ({
        deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
        insertedContent: { text: edit.text },
      })),
    })),
    properties: { kind: fix.kind },
  };
}
