import { CodeActionRequest } from 'vscode-languageserver/node';
import type { Editor, OpenFile } from './editor.ts';
import { type Latency, toLatency } from './quantiles.ts';

const typed = '\n  const label = String(req.query.label).trim();';

/** How long one measurement may take; a slower server is asked less often. */
export const limitMilliseconds = 30_000;

/** Types a statement into a handler in the middle of the file, letter by letter, and takes it away again, until there
 *  are `keystrokes` measurements or the time is up. The file ends up as it was. */
export async function measureTyping(editor: Editor, file: OpenFile, keystrokes: number): Promise<Latency> {
  const before = file.text;
  const offset = middleOfAHandler(before);
  const deadline = performance.now() + limitMilliseconds;
  const times: number[] = [];
  for (let stroke = 0; times.length < keystrokes && (times.length === 0 || performance.now() < deadline); stroke++) {
    const at = stroke % (2 * typed.length);
    const time =
      at < typed.length
        ? await editor.replace(file, offset + at, 0, typed.charAt(at))
        : await editor.replace(file, offset + 2 * typed.length - 1 - at, 1, '');
    // The first stroke pays for what the server does once.
    if (stroke > 0) times.push(time);
  }
  await editor.replace(file, 0, file.text.length, before);
  return toLatency(times);
}

/** After a statement of the handler nearest to the middle. */
function middleOfAHandler(text: string): number {
  const statement = 'const { id } = idParam.parse(req.params);';
  const at = text.indexOf(statement, text.length / 2);
  if (at < 0) throw new Error('The file has no handler in its second half.');
  return at + statement.length;
}

/** The light bulb's menu on each diagnostic of the file, `times` times over or until the time is up. */
export async function measureMenus({ server }: Editor, file: OpenFile, times: number): Promise<Latency> {
  const latencies: number[] = [];
  const deadline = performance.now() + limitMilliseconds;
  for (let round = 0; round < times; round++) {
    for (const diagnostic of file.diagnostics) {
      if (performance.now() > deadline) return toLatency(latencies);
      const started = performance.now();
      await server.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: file.uri },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic], only: ['quickfix'] },
      });
      latencies.push(performance.now() - started);
    }
  }
  return toLatency(latencies);
}

/** What a developer has on the screen half-way through a line. */
const halfTyped = [
  'if (',
  'const x = ',
  'const { a, ',
  'user.',
  'await pool.query(',
  "res.json({ a: '",
  'for (const item of ',
  'return [',
  'items.map((item) => ',
  "router.get('/next', ",
  'function next(',
  'try {',
  'x ? y',
  'import { ',
] as const;

export interface Breaks {
  readonly breaks: number;
  /** Breaks after which every finding elsewhere in the file was still there. */
  readonly kept: number;
}

/** Half-typed lines all over the file: how often the findings away from the line stay. The file ends up as it was. */
export async function measureBreaks(editor: Editor, file: OpenFile): Promise<Breaks> {
  const before = file.diagnostics;
  const deadline = performance.now() + limitMilliseconds;
  let breaks = 0;
  let kept = 0;
  const places = [...file.text.matchAll(/^ {2}(?:const|res|await|if) /gm)].map(({ index }) => index);
  for (const [round, place] of places.entries()) {
    if (performance.now() > deadline) break;
    const snippet = `  ${halfTyped[round % halfTyped.length]}\n`;
    const line = file.text.slice(0, place).split('\n').length - 1;
    await editor.replace(file, place, 0, snippet);
    const after = new Map<string, number>();
    for (const { code, message } of file.diagnostics) after.set(`${code} ${message}`, (after.get(`${code} ${message}`) ?? 0) + 1);
    const elsewhere = before.filter(({ range }) => Math.abs(range.start.line - line) > 12);
    breaks += 1;
    if (elsewhere.every(({ code, message }) => take(after, `${code} ${message}`))) kept += 1;
    await editor.replace(file, place, snippet.length, '');
  }
  return { breaks, kept };
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  counts.set(key, count - 1);
  return count > 0;
}
