import type { Machine, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { FileFacts } from '../../syntax/facts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import type { KitConfig } from './config.ts';

/** What holds for all routes of one application. */
export interface Application {
  readonly folder: string;
  readonly config: KitConfig;
  /** What `handle` runs before every route. */
  readonly steps: readonly Step[];
}

/** What a route is besides its steps. */
export interface Details {
  /** Undefined for remote functions. */
  readonly id: string | undefined;
  /** The `load` functions of the layouts around a page, outermost first. */
  readonly layouts: readonly Value[];
}

/** A file with routes. */
export interface Place {
  readonly file: string;
  readonly facts: FileFacts;
  readonly application: Application;
}

/** Drafts are copied; their lists of steps are not. */
export type DetailsBySteps = WeakMap<readonly Step[], Details>;

export interface Registration {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly value: Value;
  readonly at: Location;
}

export function draftOf(m: Machine, { file, application }: Place, { method, path, name, value, at }: Registration): RouteDraft {
  const insertion = insertionOf(m, value);
  const phase = name === 'load' ? name : name === 'fallback' || method === name ? 'endpoint' : 'action';
  return {
    framework: 'sveltekit',
    method,
    path,
    at,
    steps: [...application.steps, { value, name, at, mount: '', role: 'handler', phase }],
    later: [],
    file,
    group: path.endsWith('*') && name === 'load' ? `sveltekit:${file}` : `sveltekit:${file.replace(/\/[^/]*\/[^/]*$/, '')}`,
    ...(phase === 'action' && { form: true as const }),
    ...(insertion !== undefined && { insertion }),
  };
}
