import { openSession } from '#core';
import { openFolder } from '#workspace';

const s = openSession(openFolder(process.argv[2]!));
for (const r of s
  .routes()
  .filter((r) => `${r.method} ${r.path}`.includes(process.argv[3]!))
  .slice(0, 2))
  console.log(JSON.stringify(r, (k, v) => (k === 'at' ? `${v.file}:${v.from.line + 1}` : v), 1));
