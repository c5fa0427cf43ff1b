import { annotated, fn, type Library, library, on, property, type Row } from '../../libraries/index.ts';

/** Facts of the events that API Gateway (payload 1.0 and 2.0), load balancers and function URLs send: @types/aws-lambda 8.10.164. */

const events = [
  'APIGatewayProxyEvent',
  'APIGatewayProxyEventV2',
  'APIGatewayEvent',
  'APIGatewayProxyEventV2WithJWTAuthorizer',
  'APIGatewayProxyEventV2WithLambdaAuthorizer',
  'APIGatewayProxyWithCognitoAuthorizerEvent',
  'APIGatewayProxyWithLambdaAuthorizerEvent',
  'LambdaFunctionURLEvent',
  'ALBEvent',
];

const inputs = {
  body: 'body',
  queryStringParameters: 'query',
  multiValueQueryStringParameters: 'query',
  rawQueryString: 'query',
  pathParameters: 'params',
  headers: 'headers',
  multiValueHeaders: 'headers',
  cookies: 'cookies',
} as const;

export const lambdaEvents: Library = library({
  modules: ['aws-lambda'],
  types: {
    event: events.map((name) => annotated(name)),
    requestContext: [property('event', 'requestContext')],
    http: [property('requestContext', 'http')],
  },
  rows: [
    ...Object.entries(inputs).map(([name, part]): Row => ({ row: 'input', target: on('event', name), part })),
    { row: 'method', target: on('event', 'httpMethod') },
    { row: 'method', target: on('event', 'routeKey') },
    { row: 'method', target: on('requestContext', 'httpMethod') },
    { row: 'method', target: on('http', 'method') },
    // Filled in by the authorizer of the API, where there is one.
    { row: 'identity', target: on('requestContext', 'authorizer'), when: 'truthy' },
    { row: 'identity', target: on('requestContext', 'identity'), when: 'member' },
  ],
});

/** Middleware of middy 6.4 and 7.9 that does nothing about identity. */
const harmless = [
  ...['do-not-wait-for-empty-event-loop', 'error-logger', 'event-normalizer', 'http-content-encoding', 'http-content-negotiation'],
  ...['http-cors', 'http-error-handler', 'http-event-normalizer', 'http-header-normalizer', 'http-json-body-parser'],
  ...['http-multipart-body-parser', 'http-partial-response', 'http-response-serializer', 'http-security-headers'],
  ...['http-urlencode-body-parser', 'http-urlencode-path-parser', 'input-output-logger', 'secrets-manager', 'ssm', 'warmup'],
  ...['appconfig', 'cloudwatch-metrics', 'dynamodb', 's3', 'sts', 'service-discovery'],
];

export const middyLibraries: readonly Library[] = [
  ...harmless.map((name) =>
    library({ modules: [`@middy/${name}`], rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }] }),
  ),
  library({
    modules: ['@middy/validator'],
    rows: [
      {
        row: 'validating-middleware',
        target: fn('default'),
        parts: { keysOf: 0, map: { eventSchema: 'body', inputSchema: 'body' } },
        made: 'call',
      },
    ],
  }),
];
