import { startLanguageServer } from '../proof/language-server.ts';
import { HoverRequest } from 'vscode-languageserver/node';
import { pathToFileURL } from 'node:url';
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { shop } from './shop.ts';
const n = Number(process.argv[2]);
const folder = '/tmp/big-' + n;
mkdirSync(folder + '/src', { recursive: true });
for (const [f, t] of Object.entries(shop)) writeFileSync(folder + '/' + f, t as string);
let app = "import express from 'express';\nconst app = express();\n";
for (let i = 0; i < n; i++) { writeFileSync(`${folder}/src/o${i}.ts`, shop['src/orders.ts']); app += `import { orders as o${i} } from './o${i}.ts';\napp.use('/o${i}', o${i});\n`; }
writeFileSync(folder + '/src/main.ts', app);
const uri = pathToFileURL(folder + '/src/orders.ts').href;
const t0 = performance.now();
const s = await startLanguageServer({ folder, command: [process.execPath, '/work/main/dist/server.cjs', '--stdio'] });
s.show(uri, readFileSync(folder + '/src/orders.ts', 'utf8'));
let done = false; const lat: number[] = [];
const ping = (async () => { while (!done) { const a = performance.now(); await s.connection.sendRequest(HoverRequest.type, { textDocument: { uri: 'file:///x/y.ts' }, position: { line: 0, character: 0 } }); lat.push(performance.now() - a); await new Promise((r) => setTimeout(r, 5)); } })();
await s.nextDiagnostics(uri, 200000);
const first = performance.now() - t0; done = true; await ping;
lat.sort((a, b) => a - b);
const times: number[] = [];
for (let i = 0; i < 20; i++) { const a = performance.now(); s.type(uri, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: i % 2 ? ' ' : '\n' }]); await s.nextDiagnostics(uri, 100000); times.push(performance.now() - a); }
times.sort((a, b) => a - b);
const rss = readFileSync(`/proc/${s.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)![1];
console.log(JSON.stringify({ n, firstMs: Math.round(first), pings: lat.length, pingP50: lat[lat.length >> 1]?.toFixed(0), pingMax: lat.at(-1)?.toFixed(0), keyP50: times[10]!.toFixed(0), keyMax: times[19]!.toFixed(0), rssMB: Math.round(Number(rss) / 1024) }));
await s.stop();
