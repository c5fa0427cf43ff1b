import type { Invocation, Notification, ReportingDescriptor } from 'sarif';
import type { InternalError, PolicyProblem, Report, Skipped } from '../../model/index.ts';
import { orderProblems, orderSkipped } from '../order.ts';
import { sourceRoot, toMessageText, toPhysicalLocation, toUri } from './places.ts';

const ids = ['file-not-analysed', 'internal-error', 'policy-problem'] as const;
type NotificationId = (typeof ids)[number];

/** What the notifications below are, for `tool.driver.notifications`. */
export function toNotificationDescriptors(): ReportingDescriptor[] {
  const text: Readonly<Record<NotificationId, string>> = {
    'file-not-analysed': 'A file was not analysed.',
    'internal-error': 'A rule or an adapter failed; its findings are missing.',
    'policy-problem': 'The policy or a suppression is not valid.',
  };
  return ids.map((id) => ({ id, shortDescription: { text: text[id] } }));
}

/** The one run of the tool: what it could not read, what failed inside it, what is wrong with its configuration. */
export function toInvocation(report: Report): Invocation {
  return {
    executionSuccessful: report.internalErrors.length === 0,
    toolExecutionNotifications: [...orderSkipped(report.skipped).map(fromSkipped), ...report.internalErrors.map(fromError)],
    toolConfigurationNotifications: orderProblems(report.policyProblems).map(fromProblem),
  };
}

function fromSkipped({ file, reason }: Skipped): Notification {
  return { ...toNotification('file-not-analysed', 'warning', reason), locations: [toFileLocation(file)] };
}

function fromError({ where, file, message }: InternalError): Notification {
  return {
    ...toNotification('internal-error', 'error', `${where}: ${message}`),
    ...(file === undefined ? {} : { locations: [toFileLocation(file)] }),
  };
}

function fromProblem({ at, severity, message }: PolicyProblem): Notification {
  return { ...toNotification('policy-problem', severity, message), locations: [{ physicalLocation: toPhysicalLocation(at) }] };
}

function toNotification(id: NotificationId, level: 'warning' | 'error', text: string): Notification {
  return { descriptor: { id, index: ids.indexOf(id) }, level, message: { text: toMessageText(text) } };
}

function toFileLocation(file: string) {
  return { physicalLocation: { artifactLocation: { uri: toUri(file), uriBaseId: sourceRoot } } };
}
