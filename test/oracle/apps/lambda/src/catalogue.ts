import type { APIGatewayProxyHandlerV2, SQSHandler } from 'aws-lambda';

export const handler: APIGatewayProxyHandlerV2 = async (event) => ({ statusCode: 200, body: event.rawPath });

export const nightly = async () => undefined;

export const incoming: SQSHandler = async (event) => {
  for (const record of event.Records) console.log(record.messageId);
};
