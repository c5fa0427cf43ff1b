const services = '@adonisjs/core/services/router#';
const http = '@adonisjs/core/http#';

/** Names by which the engine knows the values of an application. */
export const keys = {
  router: `${services}<router>`,
  route: `${services}<route>`,
  group: `${services}<group>`,
  resource: `${services}<resource>`,
  brisk: `${services}<brisk>`,
  /** A middleware of `router.named(…)`, and what calling it with its options gives. */
  named: `${services}<named>`,
  applied: `${services}<applied>`,
  /** A controller by its file, in the list that the framework generates. */
  controller: `${services}<controller>`,
  server: '@adonisjs/core/services/server#<server>',
  context: `${http}<context>`,
  request: `${http}<request>`,
  response: `${http}<response>`,
  redirect: `${http}<redirect>`,
} as const;
