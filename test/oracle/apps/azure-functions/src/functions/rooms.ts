import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { findCaller, forCallers, forEverybody, unauthorised } from '../caller.ts';

async function listRooms(request: HttpRequest): Promise<HttpResponseInit> {
  return { jsonBody: { floor: request.query.get('floor') } };
}

app.http('rooms', { methods: ['GET'], authLevel: 'anonymous', handler: listRooms });

app.http('readRoom', { methods: ['GET'], route: 'rooms/{id:int}', handler: async (request) => ({ jsonBody: request.params }) });

app.post('openRoom', {
  route: 'rooms/{id}/open',
  handler: async (request) => {
    const caller = await findCaller(request);
    if (!caller) return unauthorised;
    return { status: 204 };
  },
});

app.put('renameRoom', { route: 'rooms/{id}', handler: forCallers(async (request, caller) => ({ jsonBody: { caller, id: request.params.id } })) });
app.patch('paintRoom', { route: 'rooms/{id}', handler: forEverybody(async (_request, caller) => ({ jsonBody: { caller: caller ?? null } })) });
app.deleteRequest('removeRoom', { route: 'rooms/{id}', authLevel: 'function', handler: async () => ({ status: 204 }) });
app.get('files', { route: 'files/{*path}', handler: async (request) => ({ body: request.params.path }) });
