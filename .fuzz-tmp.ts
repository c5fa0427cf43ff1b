import { findScenarios, openOn } from './test/harness/fixture-language/scenario.ts';
let n = 0, fixed = 0, none: string[] = [];
for (const s of findScenarios()) {
  const session = openOn(s.files);
  for (const f of session.findings().filter((x) => x.rule === 'unvalidated-input')) {
    n++;
    try { const fx = session.fixes(f).filter((x) => x.kind === 'suggested'); if (fx.length) fixed++; else none.push(`${s.name}:${f.at.from.line + 1} ${f.message} | ${session.text(f.at.file)!.split('\n')[f.at.from.line]!.trim().slice(0, 110)}`); } catch (e) { console.log('THROW', s.name, e); }
  }
}
console.log(n, fixed); console.log(none.join('\n'));
