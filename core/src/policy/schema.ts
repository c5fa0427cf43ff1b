/** The shape of a policy file: the one source of what the reader accepts and of `schemas/policy.schema.json`. */
import * as z from 'zod';
import { severities } from '../model/finding.ts';
import type { RuleMeta } from '../model/rule.ts';

/** What the editor's completion shows of a rule: its id alone, or with its summary and its own severity. */
export type SchemaRule = string | Pick<RuleMeta, 'id' | 'summary' | 'severity'>;

// The `error` texts complete a sentence that starts with the property's name: "`roles` must be …".

const routePattern = z.string({ error: 'must be text such as "POST /login"' }).meta({
  description:
    'Which routes the entry is about: methods (optional, separated by commas), a space, and the path pattern. ' +
    '`:param` and `*` stand for one segment, `**` for any number of segments, none included. ' +
    '`ACTION name` is a server action, `QUERY`, `MUTATION` and `SUBSCRIPTION` are procedures, `?/name` at the end is a form action.',
  examples: ['POST /login', 'GET,HEAD /docs/**', '/admin/**', '/users/:id', 'MUTATION posts.create', '**'],
  pattern: '^([A-Z*-]+(, ?[A-Z*-]+)* )?\\S+$',
  patternErrorMessage: 'Write methods (optional), a space and a path pattern, such as "GET,HEAD /docs/**".',
});

/** One line of `access`. That it has exactly one of its three ways to decide is checked by the reader. */
export const accessEntrySchema = z
  .strictObject({
    route: routePattern,
    public: z
      .string({ error: 'takes the reason why anyone may call the route, as text' })
      .trim()
      .min(1, { error: 'needs a reason: say why anyone may call the route' })
      .optional()
      .meta({
        description: 'Anyone may call these routes. The text is the reason; it is shown in reports.',
        examples: ['Sign-in', 'Liveness probe'],
      }),
    authenticated: z
      .literal(true, { error: 'can only be `true`; to open a route write "public" with the reason' })
      .optional()
      .meta({ description: 'These routes need a caller with an identity.' }),
    roles: z
      .array(z.string({ error: 'must hold role names as text' }).trim().min(1, { error: 'must not hold an empty role name' }), {
        error: 'must be a list of role names',
      })
      .min(1, { error: 'must name at least one role' })
      .optional()
      .meta({ description: 'These routes need a caller who has one of these roles.', examples: [['admin']] }),
  })
  .meta({
    description: 'A route pattern and who may call the routes it matches.',
    oneOf: [{ required: ['public'] }, { required: ['authenticated'] }, { required: ['roles'] }],
    defaultSnippets: [
      { label: 'public route', body: { route: stop(1, 'GET /health'), public: stop(2, 'why anyone may call it') } },
      { label: 'authenticated routes', body: { route: stop(1, '/api/**'), authenticated: true } },
      { label: 'routes for a role', body: { route: stop(1, '/admin/**'), roles: [stop(2, 'admin')] } },
    ],
  });

/** The ways in which a guard of the workspace protects a route. */
export const guardKinds = ['middleware', 'wrapper', 'call', 'identity'] as const;

/** One line of `guards`. */
export const guardEntrySchema = z
  .strictObject({
    function: z.string({ error: 'must be text such as "src/auth.ts#requireUser"' }).meta({
      description: 'The guard: a file (relative to this policy file) or a package as it is imported, `#`, and the exported name.',
      examples: ['src/auth.ts#requireUser', '@acme/auth#withSession', 'src/guard.ts#default'],
      pattern: '^[^#]+#[A-Za-z_$][\\w$]*$',
      patternErrorMessage: 'Write a file or a package, `#` and an exported name, such as "src/auth.ts#requireUser".',
    }),
    kind: z.enum(guardKinds, { error: `must be one of ${quotedList(guardKinds)}` }).meta({
      description:
        '`middleware` and `wrapper` reject a caller without identity where they are applied, `call` throws or rejects ' +
        'when a handler calls it, `identity` returns a falsy value that the handler has to test.',
    }),
  })
  .meta({
    description: 'A function that keeps out callers without an identity.',
    defaultSnippets: [
      { label: 'guard', body: { function: `${stop(1, 'src/auth.ts')}#${stop(2, 'requireUser')}`, kind: `\${3|${guardKinds.join(',')}|}` } },
    ],
  });

const ruleLevels = [...severities, 'off'] as const;
/** The severity of one rule in `rules`. */
export const ruleLevelSchema = z.enum(ruleLevels, { error: `must be one of ${quotedList(ruleLevels)}` });

/** One host of `insecureHosts`. */
export const hostSchema = z.string({ error: 'must hold host names as text' }).meta({
  examples: ['legacy.partner.test', 'printer.lan:631'],
});
/** One glob of `exclude`. */
export const globSchema = z
  .string({ error: 'must hold globs as text' })
  .min(1, { error: 'must not hold an empty glob' })
  .meta({
    examples: ['**/generated/**'],
  });
/** One file of `extends`. */
export const referenceSchema = z.string({ error: 'must hold relative paths as text' });

/** Every property of a policy file with the schema of its value; `rules` knows the rules given. */
export function policyProperties(rules: readonly SchemaRule[]) {
  return {
    $schema: z.string({ error: 'must be text' }).optional().meta({ description: 'Where an editor finds the schema of this file.' }),
    extends: z
      .union([referenceSchema, z.array(referenceSchema)], { error: 'must be a relative path or a list of relative paths' })
      .optional()
      .meta({
        description:
          'Policy files to build on, relative to this file. What stands here comes first, then what they say, in the order given.',
        examples: ['./security/base.routewarden.jsonc'],
      }),
    access: z
      .array(accessEntrySchema, { error: 'must be a list of entries' })
      .default([])
      .meta({ description: 'Who may call which routes. The first entry that matches a route decides.' }),
    guards: z
      .array(guardEntrySchema, { error: 'must be a list of guards' })
      .default([])
      .meta({ description: 'Functions of yours that are guards although their code does not prove it.' }),
    rules: z
      .strictObject(Object.fromEntries(rules.map((rule) => [idOf(rule), ruleProperty(rule)])), {
        error: 'must be an object of rule ids and severities',
      })
      .default({})
      .meta({
        description: 'The severity of single rules, or "off".',
        examples: [{ 'insecure-http-url': 'off' }],
      }),
    insecureHosts: z
      .array(hostSchema, { error: 'must be a list of host names' })
      .default([])
      .meta({ description: 'Hosts that may be called over plain HTTP: `host` or `host:port`.' }),
    exclude: z
      .array(globSchema, { error: 'must be a list of globs' })
      .default([])
      .meta({ description: 'Files to leave out, as globs relative to the folder that the policy governs.' }),
  };
}

/** The JSON Schema (draft 7) of a policy file, with descriptions, defaults, examples and snippets for completion. */
export function policyJsonSchema(rules: readonly SchemaRule[]): Readonly<Record<string, unknown>> {
  const sorted = [...rules].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const schema = z.toJSONSchema(z.strictObject(policyProperties(sorted)), { target: 'draft-7', io: 'input' });
  return {
    ...schema,
    title: 'Routewarden policy',
    description: 'Who may call which routes, and how strict each rule is.',
    allowComments: true,
    allowTrailingCommas: true,
    defaultSnippets: [
      {
        label: 'policy',
        description: 'Public routes by name, everything else for signed-in callers',
        body: {
          access: [
            { route: stop(1, 'POST /login'), public: stop(2, 'Sign-in') },
            { route: '**', authenticated: true },
          ],
        },
      },
    ],
  };
}

function ruleProperty(rule: SchemaRule) {
  const level = ruleLevelSchema.optional();
  return typeof rule === 'string' ? level : level.meta({ description: rule.summary, default: rule.severity });
}

function idOf(rule: SchemaRule): string {
  return typeof rule === 'string' ? rule : rule.id;
}

/** A tab stop of a snippet, with the text that is there at first. */
function stop(index: number, text: string): string {
  return `\${${index}:${text}}`;
}

function quotedList(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
