import { buildClientSchema, getIntrospectionQuery, isNonNullType } from 'graphql';
import { yoga } from './src/server.ts';

async function ask(query: string) {
  const response = await yoga.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  return { status: response.status, data, errors };
}

/** What refuses a caller is the error: GraphQL answers with 200 whatever comes of it. */
function statusOf(status: number, errors: readonly { message: string }[] = []): number {
  if (errors.some(({ message }) => message.startsWith('Not authorized'))) return 403;
  return errors.length > 0 ? 500 : status;
}

const types = buildClientSchema((await ask(getIntrospectionQuery())).data);
const routes = [];
const answers = [];
for (const [operation, type] of [
  ['query', types.getQueryType()],
  ['mutation', types.getMutationType()],
] as const)
  for (const field of Object.values(type?.getFields() ?? {})) {
    const args = field.args.filter((arg) => isNonNullType(arg.type)).map((arg) => `${arg.name}: "x"`);
    const { status, errors } = await ask(`${operation} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} }`);
    const route = { method: operation.toUpperCase(), path: field.name };
    routes.push(route);
    answers.push({ ...route, status: statusOf(status, errors) });
  }
console.log(JSON.stringify({ routes, answers }));
