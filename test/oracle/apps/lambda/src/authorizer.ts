import type { APIGatewayRequestAuthorizerHandler } from 'aws-lambda';

export const handler: APIGatewayRequestAuthorizerHandler = async (event) => {
  if (event.headers?.Authorization !== `Bearer ${process.env.DESK_TOKEN ?? 'desk'}`) throw new Error('Unauthorized');
  const allowed = { Action: 'execute-api:Invoke', Effect: 'Allow' as const, Resource: event.methodArn };
  return { principalId: 'desk', policyDocument: { Version: '2012-10-17', Statement: [allowed] } };
};
