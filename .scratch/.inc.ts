import { openFolder } from '#workspace';
import { openSession } from '#core';
const dir = process.argv[2]!; const file = process.argv[3]!;
const s = openSession(openFolder(dir));
let t = performance.now(); s.report(); console.log('cold', (performance.now() - t).toFixed(0));
const text = s.text(file)!;
const times: number[] = [];
for (let i = 0; i < 25; i++) { t = performance.now(); s.update([{ path: file, text: text.replace(/async \(req, res\) => \{/, (m) => m + ' void ' + i + ';') }]); s.report(); times.push(performance.now() - t); }
times.sort((a, b) => a - b); console.log('update p50', times[12]!.toFixed(1), 'p95', times[23]!.toFixed(1));
