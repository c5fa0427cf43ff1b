/**
 * The comments by which a fixture says what the engine must find in it. A mark stands at the end of the line that it
 * speaks of; a line of carets speaks of the line above.
 *
 * - `// expect: <rule> ["text"]` a finding starts on this line, with the text in its message; `//  ^^^` below asserts its span
 * - `// ok: <rule>` a tempting line without one
 * - `// missed: <rule>`, `// spurious: <rule>` known gaps; they fail once healed. The rule may be `route GET /path verdict`
 * - `// flow: source|step|sink [label] [number]` the lines of one trace, in order; a number puts a step in its place
 * - `// fix: "title"` the finding of this line offers the fix, and `<name>.fixed.ts` is the text after all fixes
 * - `// route: GET /path verdict` a route is registered on this line; a fixture with one such mark names all its routes
 * - `// no routes` there are none
 * - `// keeps types: <why>` the findings need the type annotations
 *
 * `// shows: <forms>` in the first line of a framework's fixture is for the support matrix and checks nothing.
 */
export interface Expectations {
  readonly findings: readonly FindingMark[];
  readonly routes: readonly RouteMark[];
  readonly flows: readonly FlowMark[];
  readonly noRoutes: boolean;
  readonly keepsTypes: boolean;
  /** Marks that could not be read, as `file:line` messages. */
  readonly errors: readonly string[];
}

interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export interface FindingMark extends Place {
  readonly kind: 'expect' | 'ok' | 'missed' | 'spurious';
  readonly rule: string;
  readonly text?: string;
  /** Columns of the first line, 0-based and half-open. */
  readonly columns?: { readonly from: number; readonly to: number };
  readonly fix?: string;
}

export interface RouteMark extends Place {
  readonly kind: 'route' | 'missed' | 'spurious';
  readonly method: string;
  readonly path: string;
  readonly verdict: string;
}

export interface FlowMark extends Place {
  readonly kind: 'source' | 'step' | 'sink';
  readonly label: string;
  readonly number?: number;
}

const mark = /(?:^|\s)\/\/\s*(?:(expect|ok|missed|spurious|flow|fix|route|keeps types):|(no routes)(?=\s*$))/g;
const caretLine = /^\s*\/\/\s*(\^+)\s*(?:fix:\s*"([^"]*)"\s*)?(?:\/\/.*)?$/;
const verdicts = /^(required|optional|public|none|unknown)$/;

/** Reads the marks of all files of a scenario. */
export function readExpectations(files: ReadonlyMap<string, string>): Expectations {
  const reader = new Reader();
  for (const [file, text] of files) {
    if (/\.jsonc?$/.test(file)) continue;
    for (const [index, line] of text.split(/\r?\n/).entries()) reader.read(file, index + 1, line);
  }
  return reader;
}

class Reader implements Expectations {
  readonly findings: FindingMark[] = [];
  readonly routes: RouteMark[] = [];
  readonly flows: FlowMark[] = [];
  readonly errors: string[] = [];
  noRoutes = false;
  keepsTypes = false;
  /** The line that carets below it speak of. */
  private codeLine = 0;

  read(file: string, line: number, text: string): void {
    const carets = caretLine.exec(text);
    if (carets?.[1] !== undefined) {
      this.addColumns(file, line, { from: text.indexOf('^'), to: text.indexOf('^') + carets[1].length }, carets[2]);
      return;
    }
    this.codeLine = line;
    const marks = [...text.matchAll(mark)];
    for (const [index, found] of marks.entries()) {
      const end = marks[index + 1]?.index ?? text.length;
      this.add(file, line, found[1] ?? found[2] ?? '', text.slice(found.index + found[0].length, end).trim());
    }
  }

  private add(file: string, line: number, kind: string, body: string): void {
    switch (kind) {
      case 'no routes':
        this.noRoutes = true;
        return;
      case 'keeps types':
        this.keepsTypes = true;
        if (body === '') this.fail(file, line, 'says not why it keeps its types');
        return;
      case 'flow':
        this.addFlow(file, line, body);
        return;
      case 'route':
        this.addRoute(file, line, 'route', body);
        return;
      case 'fix':
        this.addFix(file, line, body);
        return;
      case 'expect':
      case 'ok':
      case 'missed':
      case 'spurious':
        this.addFinding(file, line, kind, body);
        return;
      default:
        this.fail(file, line, `has an unknown mark '${kind}'`);
    }
  }

  private addFinding(file: string, line: number, kind: FindingMark['kind'], body: string): void {
    if ((kind === 'missed' || kind === 'spurious') && body.startsWith('route ')) {
      this.addRoute(file, line, kind, body.slice('route '.length));
      return;
    }
    const parts = /^([a-z][a-z-]*)(?:\s+"(.*)")?(?:\s*\(.*\))?$/.exec(body);
    if (parts?.[1] === undefined) {
      this.fail(file, line, `has an unreadable mark '${kind}: ${body}'`);
      return;
    }
    this.findings.push({ file, line, kind, rule: parts[1], ...(parts[2] !== undefined && { text: parts[2] }) });
  }

  private addRoute(file: string, line: number, kind: RouteMark['kind'], body: string): void {
    const [method, path, verdict, more] = body.split(/\s+/);
    if (
      method === undefined ||
      path === undefined ||
      verdict === undefined ||
      !verdicts.test(verdict) ||
      (more !== undefined && !more.startsWith('('))
    ) {
      this.fail(file, line, `has an unreadable mark 'route: ${body}'`);
      return;
    }
    this.routes.push({ file, line, kind, method, path, verdict });
  }

  private addFlow(file: string, line: number, body: string): void {
    const [, kind, label = '', number] = /^(source|step|sink)(?:\s+([a-z]+))?(?:\s+(\d+))?$/.exec(body) ?? [];
    if (kind !== 'source' && kind !== 'step' && kind !== 'sink') {
      this.fail(file, line, `has an unreadable mark 'flow: ${body}'`);
      return;
    }
    this.flows.push({ file, line, kind, label, ...(number !== undefined && { number: Number(number) }) });
  }

  private addFix(file: string, line: number, body: string): void {
    const title = /^"([^"]*)"$/.exec(body)?.[1];
    const index = this.findings.findLastIndex((f) => f.kind === 'expect' && f.file === file && f.line === line);
    const finding = this.findings[index];
    if (title === undefined || finding === undefined) {
      this.fail(file, line, `has a fix without title or finding: '${body}'`);
      return;
    }
    this.findings[index] = { ...finding, fix: title };
  }

  private addColumns(file: string, line: number, columns: { from: number; to: number }, fix: string | undefined): void {
    const index = this.findings.findIndex(
      (f) => f.kind === 'expect' && f.file === file && f.line === this.codeLine && f.columns === undefined,
    );
    const finding = this.findings[index];
    if (finding === undefined) {
      this.fail(file, line, 'has carets below a line that expects nothing (more)');
      return;
    }
    this.findings[index] = { ...finding, columns, ...(fix !== undefined && { fix }) };
  }

  private fail(file: string, line: number, message: string): void {
    this.errors.push(`${file}:${line} ${message}`);
  }
}
