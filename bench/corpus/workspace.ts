import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nextRouteFile } from './next-file.ts';
import { plainFiles } from './plain-files.ts';
import { createRandom, type Random } from './random.ts';
import { chooseFlaw, flaws, routeFile, type ServedResource } from './route-file.ts';
import { serviceFile } from './service-file.ts';
import { resourceAt } from './vocabulary.ts';

/** A generated workspace on disk. */
export interface BenchWorkspace {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Routes of Express and Next.js together. */
  readonly routes: number;
  /** Paths, relative to the folder, of a route file with about 300 lines and of one with about 2,000. */
  readonly medium: string;
  readonly large: string;
  /** The module that all guards come from. */
  readonly guards: string;
  /** Ordinary source files, in the order they were written. */
  readonly sources: readonly string[];
}

/**
 * Files of one module: routes, service, one Next.js handler, fourteen plain ones. That makes about 0.6 routes a file; the
 * densest of the real applications that Routewarden is tried on has 0.5, most have less than 0.2.
 */
const filesPerModule = 17;
const mediumResources = 5;
const largeResources = 35;

/** Writes a workspace of about `files` source files: an Express API, a Next.js front end, and what surrounds them. The same every time. */
export function writeWorkspace(folder: string, files: number): BenchWorkspace {
  const random = createRandom(files);
  const texts = new Map<string, string>();
  const modules = Math.max(2, Math.round(files / filesPerModule));
  let resources = 0;
  let routes = 0;
  for (let index = 0; index < modules; index++) {
    const served = Array.from(
      { length: resourcesOf(index, random) },
      (_, at): ServedResource => ({
        resource: resourceAt(resources++, random),
        flaw: index < 2 ? (flaws[at % flaws.length] ?? 'none') : chooseFlaw(random),
      }),
    );
    addModule(texts, index, served, random);
    routes += served.length * 6 + 2;
  }
  addFrame(texts, modules);
  let bytes = 0;
  for (const [path, text] of texts) {
    bytes += Buffer.byteLength(text);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    folder,
    files: texts.size,
    bytes,
    routes,
    medium: 'api/src/modules/m1/m1.routes.ts',
    large: 'api/src/modules/m0/m0.routes.ts',
    guards: 'api/src/auth/guards.ts',
    sources: [...texts.keys()].filter((path) => path.includes('/modules/')),
  };
}

/** The first module is the large one, the second the medium one, both with every flaw; the rest serve one resource, or two. */
function resourcesOf(index: number, random: Random): number {
  if (index === 0) return largeResources;
  if (index === 1) return mediumResources;
  return random.next() < 0.7 ? 1 : 2;
}

function addModule(texts: Map<string, string>, index: number, served: readonly ServedResource[], random: Random): void {
  const [first] = served;
  if (!first) return;
  const name = `m${index}`;
  texts.set(`api/src/modules/${name}/${name}.routes.ts`, routeFile(name, served));
  texts.set(`api/src/modules/${name}/${name}.service.ts`, serviceFile(served));
  texts.set(`web/app/api/${first.resource.path}-${index}/[id]/route.ts`, nextRouteFile(first));
  for (const part of ['', '/archive']) {
    for (const plain of plainFiles(first.resource, random)) texts.set(`web/modules/${name}${part}/${plain.name}`, plain.text);
  }
}

function addFrame(texts: Map<string, string>, modules: number): void {
  const names = Array.from({ length: modules }, (_, index) => `m${index}`);
  texts.set(
    'api/src/app.ts',
    `import express from 'express';
${names.map((name) => `import { ${name}Router } from './modules/${name}/${name}.routes.ts';`).join('\n')}

export const app = express();
app.use(express.json());
app.get('/health', (_req, res) => {
  res.json({ status: 'ok' });
});
${names.map((name) => `app.use('/api/${name}', ${name}Router);`).join('\n')}
`,
  );
  texts.set('api/src/db.ts', "import pg from 'pg';\n\nexport const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });\n");
  texts.set('api/src/auth/guards.ts', guards);
  texts.set('api/package.json', manifest('api', ['express', 'jsonwebtoken', 'pg', 'zod']));
  texts.set('web/package.json', manifest('web', ['next', 'react', 'zod', 'jose']));
  texts.set('web/tsconfig.json', '{ "compilerOptions": { "jsx": "preserve", "paths": { "@/*": ["./*"] } } }\n');
  texts.set('web/lib/session.ts', session);
  texts.set('package.json', manifest('bench', []));
  texts.set('tsconfig.json', '{ "compilerOptions": { "strict": true, "module": "preserve", "jsx": "react-jsx", "noEmit": true } }\n');
  texts.set(
    'routewarden.jsonc',
    '{ "access": [{ "route": "GET /health", "public": "Probe" }, { "route": "**", "authenticated": true }] }\n',
  );
}

function manifest(name: string, dependencies: readonly string[]): string {
  const versions = Object.fromEntries(dependencies.map((dependency) => [dependency, '*']));
  return `${JSON.stringify({ name, private: true, type: 'module', dependencies: versions }, null, 2)}\n`;
}

const guards = `import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';

export interface User {
  id: number;
}

export function userOf(res: Response): User {
  return res.locals.user;
}

export function requireUser(req: Request, res: Response, next: NextFunction) {
  const token = req.get('authorization')?.replace(/^Bearer /, '');
  if (!token) {
    res.status(401).json({ error: 'Sign in first.' });
    return;
  }
  try {
    res.locals.user = jwt.verify(token, process.env.SESSION_SECRET ?? '', { algorithms: ['HS256'] });
  } catch {
    res.status(401).json({ error: 'Sign in again.' });
    return;
  }
  next();
}
`;

const session = `import { jwtVerify } from 'jose';
import { cookies } from 'next/headers';

export async function getSession(): Promise<{ id: number } | undefined> {
  const token = (await cookies()).get('session')?.value;
  if (!token) return undefined;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(process.env.SESSION_SECRET), { algorithms: ['HS256'] });
    return { id: Number(payload.sub) };
  } catch {
    return undefined;
  }
}
`;
