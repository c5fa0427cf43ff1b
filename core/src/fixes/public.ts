import type { RouteRun } from '../frameworks/run-route.ts';
import { addPublicEntry } from '../policy/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';

/** Says in the policy that anyone may call the route, with a reason for the user to write. */
export function markPublic(run: RouteRun, context: FixContext): readonly FixDraft[] {
  const { method, path } = run.route;
  if (method === 'ACTION' || run.route.certainty === 'partial') return [];
  const file = context.policy(run.draft.file).file;
  const target = file ?? 'routewarden.jsonc';
  const edits = addPublicEntry(file === undefined ? undefined : context.text(file), method, path, 'Say here why anyone may call this');
  if (edits.length === 0) return [];
  return [
    {
      title: `Mark ${method} ${path} as public in ${target}`,
      kind: 'policy',
      files: [{ file: target, ...(file === undefined && { create: true }), edits }],
    },
  ];
}
