import { openFolder } from '#workspace';
import { openSession } from '#core';
import { createTwoFilesPatch } from 'diff';
const s = openSession(openFolder(process.argv[2]!));
for (const f of s.findings().filter((f) => !process.argv[3] || f.rule === process.argv[3])) {
  console.log(`## ${f.rule} ${f.at.file}:${f.at.from.line + 1} ${f.message}`);
  for (const fix of s.fixes(f)) {
    console.log(`-- [${fix.kind}] ${fix.title}`);
    for (const e of fix.files) {
      const text = s.text(e.file) ?? '';
      let out = ''; let at = 0;
      for (const x of e.edits) { out += text.slice(at, x.start) + x.text; at = x.end; }
      out += text.slice(at);
      if (fix.kind !== 'suppress') console.log(createTwoFilesPatch(e.file, e.file, text, out, '', '', { context: 1 }).split('\n').slice(2).join('\n'));
    }
  }
}
