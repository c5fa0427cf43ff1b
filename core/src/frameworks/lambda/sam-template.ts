import { dirname, joinPath } from '../../base/paths.ts';
import type { Location } from '../../model/index.ts';
import type { AdapterHost } from '../framework.ts';
import { at, entriesOf, isRecord, textAt } from './config-values.ts';
import { type Endpoint, type Guard, type HandlerPlace, toHandler, toMethod, toPath } from './endpoint.ts';

/** Routes of AWS SAM (transform 2016-10-31): `Api` and `HttpApi` events of functions, and function URLs. */
export function samEndpoints(host: AdapterHost): readonly Endpoint[] {
  return host.configurations
    .filter((file) => /(^|\/)(template|sam)[\w.-]*\.ya?ml$/.test(file))
    .flatMap((file) => {
      const template = host.config(file);
      return textAt(template, 'Transform')?.startsWith('AWS::Serverless') === true || hasTransform(template)
        ? endpointsOf(template, file)
        : [];
    });
}

const hasTransform = (template: unknown): boolean => {
  const transforms = at(template, 'Transform');
  return Array.isArray(transforms) && transforms.some((one) => typeof one === 'string' && one.startsWith('AWS::Serverless'));
};

function endpointsOf(template: unknown, file: string): readonly Endpoint[] {
  const place: Location = { file, start: 0, end: 0 };
  const resources = entriesOf(at(template, 'Resources'));
  return resources.flatMap(([, resource]): readonly Endpoint[] => {
    if (textAt(resource, 'Type') !== 'AWS::Serverless::Function') return [];
    const properties = at(resource, 'Properties');
    const handler = handlerOf(template, resource, file);
    const base = { handler, group: `lambda:${dirname(file)}`, at: place };
    const events = entriesOf(at(properties, 'Events')).flatMap(([, event]): readonly Endpoint[] => {
      const type = textAt(event, 'Type');
      if (type !== 'Api' && type !== 'HttpApi') return [];
      const given = at(event, 'Properties');
      const path = textAt(given, 'Path');
      return [
        {
          ...base,
          method: toMethod(textAt(given, 'Method')),
          path: path === undefined ? '/*' : toPath(path),
          guard: guardOf(template, given, type, place),
        },
      ];
    });
    const url = at(properties, 'FunctionUrlConfig');
    if (url === undefined) return events;
    const guard = textAt(url, 'AuthType') === 'AWS_IAM' ? { name: 'AWS_IAM', at: place } : undefined;
    return [...events, { ...base, method: 'ALL', path: '/*', guard }];
  });
}

/** `CodeUri` is the folder; with esbuild, the entry point is the source. */
function handlerOf(template: unknown, resource: unknown, file: string): HandlerPlace | undefined {
  const property = (name: string): string | undefined =>
    textAt(resource, 'Properties', name) ?? textAt(template, 'Globals', 'Function', name);
  const handler = property('Handler');
  const folder = joinPath(dirname(file), property('CodeUri') ?? '.');
  const entries = at(resource, 'Metadata', 'BuildProperties', 'EntryPoints');
  const [entry] = Array.isArray(entries) ? entries : [];
  const name = handler?.split('.').at(-1) ?? 'handler';
  if (typeof entry === 'string') return toHandler(`${entry.replace(/\.[cm]?[jt]s$/, '')}.${name}`, folder);
  return handler === undefined ? undefined : toHandler(handler, folder);
}

/** What the event says, else the default of its API. `NONE` switches a default off. */
function guardOf(template: unknown, event: unknown, type: 'Api' | 'HttpApi', place: Location): Guard | undefined {
  const auth = at(event, 'Auth');
  const own = textAt(auth, 'Authorizer');
  if (own === 'NONE') return undefined;
  if (own !== undefined) return { name: own, at: place };
  if (textAt(auth, 'ApiKeyRequired') === 'true') return { name: 'API key', at: place };
  const reference = textAt(event, type === 'Api' ? 'RestApiId' : 'ApiId');
  const api = reference === undefined ? undefined : at(template, 'Resources', reference.replace(/^.*\./, ''), 'Properties', 'Auth');
  const shared = isRecord(api) ? api : at(template, 'Globals', type, 'Auth');
  const usual = textAt(shared, 'DefaultAuthorizer');
  if (usual !== undefined && usual !== 'NONE') return { name: usual, at: place };
  return textAt(shared, 'ApiKeyRequired') === 'true' ? { name: 'API key', at: place } : undefined;
}
