import { Disposable, LanguageStatusSeverity, languages } from 'vscode';
import type { StatusParams } from '#protocol';
import { documentSelector } from './document-selector.ts';
import type { Service } from './service.ts';

/** The entry in the language status of source and policy files. */
export function showStatus(service: Service): Disposable {
  const item = languages.createLanguageStatusItem('routewarden.status', documentSelector);
  item.name = 'Routewarden';
  const update = () => {
    const { text, detail, severity } = describe(service.status, service.isStarted);
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.busy = service.status.some(({ state }) => state === 'scanning');
    const failed = service.status.some(({ state }) => state === 'failed' || state === 'cancelled');
    item.command = failed
      ? { command: 'routewarden.restart', title: 'Restart' }
      : { command: 'routewarden.showRoutes', title: 'Show routes' };
  };
  update();
  return Disposable.from(item, service.onDidChangeStatus(update));
}

interface Description {
  readonly text: string;
  readonly detail: string;
  readonly severity: LanguageStatusSeverity;
}

function describe(status: readonly StatusParams[], isStarted: boolean): Description {
  const severity = LanguageStatusSeverity.Information;
  const find = (state: StatusParams['state']) => status.find((folder) => folder.state === state);
  const failed = find('failed');
  if (failed !== undefined)
    return { text: 'Analysis failed', detail: `${failed.name}; the output says why`, severity: LanguageStatusSeverity.Error };
  const cancelled = find('cancelled');
  if (cancelled !== undefined) return { text: 'Analysis cancelled', detail: cancelled.name, severity: LanguageStatusSeverity.Warning };
  if (status.length === 0) return { text: 'Routewarden', detail: isStarted ? 'starting' : 'nothing to analyse', severity };
  if (status.every(({ state }) => state === 'off')) return { text: 'Routewarden', detail: 'off by settings', severity };
  const detail = status.some(({ skipped }) => skipped > 0) ? 'some files were skipped; the output says why' : '';
  return { text: `${count(status, 'routes', 'route')}, ${count(status, 'findings', 'finding')}`, detail, severity };
}

function count(status: readonly StatusParams[], key: 'routes' | 'findings', noun: string): string {
  const sum = status.reduce((total, folder) => total + folder[key], 0);
  return `${sum} ${noun}${sum === 1 ? '' : 's'}`;
}
