import { openSession } from '#core';
import * as w from '#workspace';
import { openFolder } from '#workspace';

const path = process.argv[2]!;
const t0 = Date.now();
const folder = (w as any).openFolder ? (w as any).openFolder(path) : undefined;
const ws = (w as any).readFolder ? (w as any).readFolder(path) : folder;
const s = openSession(ws);
const r = s.report();
console.log(`${Date.now() - t0} ms, files ${r.files.seen}/${r.files.analysed}, routes ${r.routes.length}`);
const by: Record<string, number> = {};
for (const x of r.routes) by[x.auth.verdict] = (by[x.auth.verdict] ?? 0) + 1;
console.log(by);
if (process.argv[3] !== 'q')
  for (const x of r.routes)
    console.log(
      x.auth.verdict.padEnd(9),
      x.validation.verdict.padEnd(8),
      x.method,
      x.path,
      `${x.at.file}:${x.at.from.line + 1}`,
      x.auth.verdict === 'unknown' || process.argv[3] === 'v' ? `  -- ${x.auth.reason}` : '',
    );
for (const f of r.findings) console.log(`${f.at.file}:${f.at.from.line + 1}`, f.rule, f.message);
for (const e of r.internalErrors) console.log('ERR', e.where, e.file, e.message.split('\n').slice(0, 6).join(' | '));
console.log(r.policyProblems.length, 'policy problems', (process.memoryUsage().rss / 1e6) | 0, 'MB');
