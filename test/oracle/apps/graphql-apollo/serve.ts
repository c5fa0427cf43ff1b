import type { AddressInfo } from 'node:net';
import {
  buildClientSchema,
  type GraphQLArgument,
  type GraphQLField,
  getIntrospectionQuery,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
} from 'graphql';
import { createApp } from './src/server.ts';

/** A literal that the schema accepts for a type. */
function literal(type: GraphQLArgument['type']): string {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(named))
    return `{ ${Object.values(named.getFields())
      .filter((field) => isNonNullType(field.type))
      .map((field) => `${field.name}: ${literal(field.type)}`)
      .join(', ')} }`;
  return named.name === 'Int' || named.name === 'Float' ? '1' : named.name === 'Boolean' ? 'true' : '"b1"';
}

function documentOf(operation: string, field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter((arg) => isNonNullType(arg.type)).map((arg) => `${arg.name}: ${literal(arg.type)}`);
  const nested = 'getFields' in getNamedType(field.type) ? ' { __typename }' : '';
  return `${operation} { ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${nested} }`;
}

/** GraphQL answers with 200 whatever comes of it: what refuses a caller is the error. */
function statusOf(status: number, errors: readonly { message: string; extensions?: { code?: string } }[] = []): number {
  const codes = errors.map((error) => error.extensions?.code ?? '');
  if (codes.includes('UNAUTHENTICATED')) return 401;
  if (codes.includes('FORBIDDEN')) return 403;
  return errors.some((error) => error.message === 'Who are you?') ? 401 : errors.length > 0 ? 500 : status;
}

const server = (await createApp()).listen(0);
const { port } = server.address() as AddressInfo;

async function ask(query: string) {
  const response = await fetch(`http://localhost:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  return { status: response.status, data, errors };
}

const types = buildClientSchema((await ask(getIntrospectionQuery())).data);
const routes = [];
const answers = [];
for (const [operation, type] of [
  ['query', types.getQueryType()],
  ['mutation', types.getMutationType()],
] as const)
  for (const field of Object.values(type?.getFields() ?? {})) {
    const route = { method: operation.toUpperCase(), path: field.name };
    const { status, errors } = await ask(documentOf(operation, field));
    routes.push(route);
    answers.push({ ...route, status: statusOf(status, errors) });
  }
server.close();
console.log(JSON.stringify({ routes, answers }));
process.exit(0);
