import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * AWS does not run here. The configuration is read as the Serverless Framework reads it, and each function is called with
 * the event that API Gateway would send. Where an authorizer or a key stands before a function, API Gateway refuses
 * a request without credentials itself (401, or 403 for keys and signatures); an authorizer of the service is called.
 */
const read = (path: string) => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

const config = read('./serverless.yml');
const functions = Object.assign(
  {},
  ...config.functions.map((part: unknown) => (typeof part === 'string' ? read(`./${/\((.*)\)/.exec(part)?.[1]}`) : part)),
);

const load = async (handler: string) => {
  const [module = '', name = ''] = handler.split('.');
  return (await import(new URL(`./${module}.ts`, import.meta.url).href))[name];
};

const toPath = (path: string) => `/${path.replace(/^\//, '').replace(/\{(\w+)\+\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1')}`;

async function call(handler: string, method: string, path: string, kind: string): Promise<number> {
  const run = await load(handler);
  const sample = path.replace(/:\w+/g, 's1').replace(/\*\w*/g, 'a/b');
  const pathParameters = { id: 's1', proxy: 'a/b' };
  const body = method === 'GET' ? null : JSON.stringify({ id: 's2' });
  const http = { method, path: sample };
  const headers = { 'content-type': 'application/json' };
  const event =
    kind === 'http'
      ? { httpMethod: method, path: sample, headers, pathParameters, body, requestContext: {} }
      : { version: '2.0', routeKey: '$default', rawPath: sample, headers, pathParameters, body, requestContext: { http } };
  const answer = await new Promise<any>((resolve, reject) => {
    const result = run(event, {}, (error: unknown, value: unknown) => (error ? reject(error) : resolve(value)));
    result?.then?.((value: unknown) => value !== undefined && resolve(value), reject);
  });
  return typeof answer === 'object' && 'statusCode' in answer ? answer.statusCode : 200;
}

async function gate(authorizer: any, isPrivate: boolean): Promise<number | undefined> {
  if (isPrivate) return 403;
  if (authorizer === undefined) return undefined;
  if (authorizer.type === 'aws_iam') return 403;
  const own = functions[typeof authorizer === 'string' ? authorizer : authorizer.name];
  if (own === undefined) return 401;
  const check = await load(own.handler);
  return check({ headers: {}, methodArn: 'arn' }).then(
    () => undefined,
    () => 401,
  );
}

const routes: { method: string; path: string }[] = [];
const answers: { method: string; path: string; status: number }[] = [];
for (const { handler, events = [] } of Object.values<any>(functions)) {
  for (const event of events) {
    const kind = event.http ? 'http' : 'httpApi';
    const given = event[kind];
    if (given === undefined) continue;
    const [method, path] = typeof given === 'string' ? given.split(' ') : [given.method, given.path];
    const name = /^(any|\*)$/i.test(method) ? 'ALL' : method.toUpperCase();
    const refused = await gate(given.authorizer, given.private === true);
    const ask = (asked: string) => refused ?? call(handler, asked, toPath(path), kind);
    const add = (asked: string, status: number) => {
      routes.push({ method: asked, path: toPath(path) });
      answers.push({ method: asked, path: toPath(path), status });
    };
    if (name !== 'ALL') {
      add(name, await ask(name));
      continue;
    }
    // A function that tells methods apart is a route for each that it answers in its own way.
    const other = await ask('UNNAMED');
    let own = 0;
    for (const asked of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const status = await ask(asked);
      if (status === other) continue;
      own += 1;
      add(asked, status);
    }
    if (own === 0 || other < 400) add('ALL', other);
  }
}
console.log(JSON.stringify({ routes, answers }));
