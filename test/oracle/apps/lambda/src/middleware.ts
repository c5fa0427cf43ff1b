import middy, { type MiddlewareObj } from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import jsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import createError from 'http-errors';
import { findMember } from './identity.ts';

/** Throws for callers that are not members. */
export const requireMember = (): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> => ({
  before: async (request) => {
    const member = await findMember(request.event);
    if (!member) throw new createError.Unauthorized();
    request.internal.member = member;
  },
});

/** Answers by itself. */
export const membersOnly: MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> = {
  before: async (request) => {
    if (!(await findMember(request.event))) return { statusCode: 403, body: '' };
  },
};

/** Notes who calls and lets everybody through. */
export const greet = (): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> => ({
  before: async (request) => {
    request.internal.member = await findMember(request.event);
  },
});

export const wrapped = (handler: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>) =>
  middy(handler).use(jsonBodyParser({ disableContentTypeError: true })).use(httpErrorHandler({ logger: false }));
