import { exportOf } from '../exports.ts';
import type { AdapterHost, Step } from '../framework.ts';
import { findPresent } from '../present.ts';
import { sequenceSteps } from '../sequence.ts';

/** The functions that `handle` of the hooks' file is, one after the other. */
export function hookSteps(host: AdapterHost, path: string): readonly Step[] {
  const m = host.machine;
  const file = findPresent(host, [`${path}.ts`, `${path}.js`, `${path}/index.ts`, `${path}/index.js`]);
  const facts = file === undefined ? undefined : host.facts(file);
  const exported = facts === undefined ? undefined : exportOf(facts, 'handle');
  const value = file === undefined || exported === undefined ? undefined : m.exported(file, 'handle', m.base);
  if (file === undefined || exported === undefined || value === undefined) return [];
  const at = { file, start: exported.start, end: exported.end };
  return sequenceSteps(m, value, '@sveltejs/kit/hooks#sequence', 'handle', at).map((step) => ({ ...step, phase: 'handle' }));
}
