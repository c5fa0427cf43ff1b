import type { APIGatewayProxyHandler } from 'aws-lambda';
import { answer, unauthorised } from './answers.ts';
import { findMember } from './identity.ts';

const seeds = new Map([['s1', { name: 'Cosmos' }]]);

export const list: APIGatewayProxyHandler = async () => answer(200, [...seeds.values()]);

// The API has an authorizer in front of it.
export const create: APIGatewayProxyHandler = async (event) => {
  const seed = JSON.parse(event.body ?? '{}');
  seeds.set(seed.id, seed);
  return answer(201, seed);
};

export const remove: APIGatewayProxyHandler = async (event) => {
  seeds.delete(event.pathParameters?.id ?? '');
  return { statusCode: 204, body: '' };
};

// The API demands a key.
export const label: APIGatewayProxyHandler = async (event) => answer(200, { label: event.pathParameters?.id });

export const germinate: APIGatewayProxyHandler = async (event) => {
  const member = await findMember(event);
  if (!member) return unauthorised();
  return answer(200, { by: member });
};
