import type { Location } from '../model/index.ts';
import type { Expression, FileFacts, Statement } from '../syntax/facts.ts';
import { walkFile } from '../syntax/walk.ts';

/** How the code of a file is written, where values do not say it. Looked up by places, and only when asked for. */
export class Written {
  private readonly calls = new Map<string, ReadonlyMap<string, Extract<Expression, { k: 'call' }>>>();

  constructor(private readonly facts: (file: string) => FileFacts | undefined) {}

  /** What the method of this call is called on: `t.procedure` of `t.procedure.use(…)`. */
  receiverOf(call: Location): Location | undefined {
    const callee = this.callsOf(call.file).get(`${call.start}:${call.end}`)?.callee;
    return callee?.k === 'member' ? { file: call.file, start: callee.object.start, end: callee.object.end } : undefined;
  }

  /** What the chain of method calls that ends in this call starts from, without the last `names` of it: `os` of `os.use(…).planet.list.handler(…)`. */
  startOf(call: Location, names: number): Location | undefined {
    let e: Expression | undefined = this.callsOf(call.file).get(`${call.start}:${call.end}`);
    let left = names;
    while (e !== undefined) {
      if (e.k === 'call' && e.callee.k === 'member') e = e.callee.object;
      else if (e.k === 'member' && left > 0) {
        e = e.object;
        left -= 1;
      } else break;
    }
    return e === undefined ? undefined : { file: call.file, start: e.start, end: e.end };
  }

  /** The variable whose initialiser holds this place. */
  variableOf(place: Location): string | undefined {
    let found: Extract<Statement, { s: 'variable' }> | undefined;
    for (const { body } of this.facts(place.file)?.functions ?? [])
      for (const s of body)
        if (s.s === 'variable' && s.init !== undefined && s.init.start <= place.start && place.end <= s.init.end) found = s;
    return found?.target.p === 'bind' ? found.target.name : undefined;
  }

  private callsOf(file: string): ReadonlyMap<string, Extract<Expression, { k: 'call' }>> {
    let calls = this.calls.get(file);
    if (calls === undefined) {
      const found = new Map<string, Extract<Expression, { k: 'call' }>>();
      const facts = this.facts(file);
      if (facts !== undefined)
        walkFile(facts, (e) => {
          if (e.k === 'call') found.set(`${e.start}:${e.end}`, e);
        });
      calls = found;
      this.calls.set(file, calls);
    }
    return calls;
  }
}
