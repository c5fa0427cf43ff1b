import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { findMember } from './identity.ts';

/** One function for all methods. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  switch (event.requestContext.http.method) {
    case 'GET':
      return { statusCode: 200, body: 'public profile' };
    case 'PUT': {
      const member = await findMember(event);
      if (!member) return { statusCode: 401, body: '' };
      return { statusCode: 200, body: member };
    }
    default:
      return { statusCode: 405, body: '' };
  }
};
