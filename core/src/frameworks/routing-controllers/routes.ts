import {
  anything,
  type ClassShape,
  findString,
  injectedInstance,
  type Machine,
  type NoteBook,
  readMember,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import { methodsOf } from '../classes.ts';
import type { Decoration } from '../decorators.ts';
import { inOrder } from '../drafts.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { describeValue } from '../names.ts';
import { isBelow, normalisePath, regexPath } from '../paths.ts';
import { type Application, applicationsOf, keyOf, optionOf } from './applications.ts';
import { classDecorations, effectiveDecorations, hasDecorator, nameOf, routeDecorations } from './decorations.ts';

import type { AppNote, Note } from './notes.ts';

const verbs: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All']);

/** Nothing but the declared classes is injected. */
export const noContainer = (): undefined => undefined;

/** The routes of all controllers. */
export function collectRoutes(host: AdapterHost, notes: NoteBook<Note>): readonly RouteDraft[] {
  const m = host.machine;
  const all = notes.all();
  return inOrder(
    applicationsOf(host, notes).flatMap((app) => {
      const note = all.find((other): other is AppNote => other.kind === 'app' && keyOf(other) === app.key);
      return app.controllers.flatMap((target) => routesOf(m, app, note, target));
    }),
  );
}

function routesOf(m: Machine, app: Application, note: AppNote | undefined, target: ClassShape): readonly RouteDraft[] {
  const controller = hasDecorator(m, target, 'controller');
  if (controller === undefined) return [];
  const outer = classDecorations(m, target, m.base);
  return methodsOf(m, target).flatMap((method) => {
    const { member, owner } = method;
    const inner = effectiveDecorations(m, target, method, m.base);
    return routeDecorations(m, method, m.base).flatMap((by): readonly RouteDraft[] => {
      const registration = registrationOf(by);
      if (registration === undefined) return [];
      const { text, known } = pathOf(app.prefix, controller.args[0], registration.path);
      const handler = readMember(m, injectedInstance(m, target, noContainer), member.name, by.at, m.base, true);
      const own: Step = {
        value: handler.shapes.length === 0 ? anything : handler,
        name: member.name,
        at: { file: owner.file, start: member.start, end: member.end },
        mount: '',
        role: 'handler',
        phase: 'handler',
      };
      const partial = app.partial ?? (known ? undefined : 'part of its path could not be evaluated');
      return [
        {
          framework: 'routing-controllers',
          method: registration.verb,
          path: text,
          at: by.at,
          steps: [
            ...app.before.filter(({ mount }) => isBelow(text, mount)),
            ...usedBefore(m, outer),
            ...usedBefore(m, inner),
            ...authorized(m, note, [...outer, ...inner]),
            own,
          ],
          later: [],
          file: by.at.file,
          group: `${app.platform} ${app.key}\n${target.file} ${target.class}`,
          firstMatch: true,
          insertion: { as: 'decorator', file: owner.file, offset: member.start },
          ...(partial !== undefined && { partial }),
        },
      ];
    });
  });
}

function registrationOf(by: Decoration): { readonly verb: string; readonly path: Value | undefined } | undefined {
  const name = nameOf(by);
  if (name === undefined) return undefined;
  if (verbs.has(name)) return { verb: name.toUpperCase(), path: by.args[0] };
  const verb = name === 'Method' && by.args[0] !== undefined ? findString(by.args[0]) : undefined;
  return verb === undefined ? undefined : { verb: verb.toUpperCase(), path: by.args[1] };
}

/** Prefix, controller and method one after the other, as they are written. */
function pathOf(
  prefix: string,
  controller: Value | undefined,
  method: Value | undefined,
): { readonly text: string; readonly known: boolean } {
  const before = prefix !== '' && !prefix.includes('/') ? `/${prefix}` : prefix;
  const [pattern] = method?.shapes ?? [];
  const parts = [controller, method].map((value) => (value === undefined || value === undefinedValue ? '' : findString(value)));
  if (pattern?.k === 'regex') return { text: normalisePath(`${before}${parts[0] ?? ''}${regexPath(pattern.pattern)}`), known: true };
  return { text: normalisePath(`${before}${parts.map((part) => part ?? '').join('')}`), known: parts.every((part) => part !== undefined) };
}

/** What `@UseBefore(…)` names; of several decorators the lowest runs first. */
function usedBefore(m: Machine, decorations: readonly Decoration[]): readonly Step[] {
  return [...decorations]
    .reverse()
    .flatMap((decoration) =>
      nameOf(decoration) === 'UseBefore'
        ? decoration.args.map(
            (value): Step => ({ value, name: describeValue(m, value, 'middleware'), at: decoration.at, mount: '', role: 'middleware' }),
          )
        : [],
    );
}

/** `@Authorized(…)` of the method or its class: the application's checker is asked. */
function authorized(m: Machine, note: AppNote | undefined, decorations: readonly Decoration[]): readonly Step[] {
  const by = decorations.findLast((decoration) => nameOf(decoration) === 'Authorized');
  if (by === undefined) return [];
  const value = note === undefined ? anything : (optionOf(m, note, 'authorizationChecker') ?? undefinedValue);
  return [{ value, name: '@Authorized()', at: by.at, mount: '', role: 'middleware', phase: 'authorized' }];
}
