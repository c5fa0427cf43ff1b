import { readdirSync, readFileSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { openOn } from '/work/main/test/harness/fixture-language/scenario.ts';
const root = process.argv[2]!; const only = process.argv[3];
const apply = (t: string, edits: any[]) => edits.reduceRight((r, e) => r.slice(0, e.start) + e.text + r.slice(e.end), t);
const walk = (d: string, b = ''): string[] => readdirSync(d + '/' + b).flatMap((n) => { const p = b ? b + '/' + n : n; return statSync(d + '/' + p).isDirectory() ? walk(d, p) : [p]; });
for (const name of readdirSync(root).filter((n) => !n.endsWith('.fixed') && (!only || n.includes(only)))) {
  const files = new Map(walk(root + '/' + name).map((p) => [p, readFileSync(root + '/' + name + '/' + p, 'utf8')]));
  let cur = files;
  console.log('=====', name);
  for (let i = 0; i < 6; i++) {
    const s = openOn(cur);
    const f = s.findings().filter((f) => f.rule === 'unvalidated-input');
    if (i === 0) console.log('findings', f.map((x) => x.message), s.report().internalErrors, s.report().findings.length);
    let done = true;
    for (const x of f) {
      const fixes = s.fixes(x).filter((y) => y.title.startsWith('Validate'));
      if (fixes[0]) { console.log('FIX', fixes[0].title); cur = new Map(cur); for (const fe of fixes[0].files) cur.set(fe.file, apply(cur.get(fe.file) ?? '', fe.edits)); done = false; break; } else console.log('  no fix for', x.message);
    }
    if (done) break;
  }
  for (const [p, t] of cur) if (files.get(p) !== t) { console.log('---', p); console.log(t); }
  if (process.argv[4]) for (const [p, t] of cur) if (files.get(p) !== t) { const o = root + '/' + name + '.fixed/' + p; mkdirSync(o.slice(0, o.lastIndexOf('/')), { recursive: true }); writeFileSync(o, t); }
}
