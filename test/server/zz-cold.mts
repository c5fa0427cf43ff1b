import { openSession } from '../../core/src/index.ts';
import { openFolder } from '../../workspace/src/index.ts';
import { createSlicer } from '../../server/src/folder/slices.ts';
const dir = process.argv[2]!;
for (let k = 0; k < 2; k++) { const a = performance.now(); const s = openSession(openFolder(dir)); s.report(); const b = performance.now(); s.update([{ path: 'src/orders.ts', text: s.text('src/orders.ts') + '\n' }]); s.report(); console.log('cold', Math.round(b - a), 'edit', Math.round(performance.now() - b)); }
const slicer = createSlicer(); const shares: [number, number][] = [];
const a = performance.now(); const s = openSession(openFolder(dir), { onProgress: slicer.progress });
for (;;) { const t = performance.now(); const r = slicer.ask(() => s.report()); shares.push([Math.round(performance.now() - t), r.done ? 1 : Number(r.share.toFixed(3))]); if (r.done) break; }
console.log('sliced', Math.round(performance.now() - a), shares.length, JSON.stringify(shares));
