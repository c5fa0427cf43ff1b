/** Documents of GraphQL's schema definition language (specification of September 2025, section 3), as far as arguments need it. */

/** A type as it is written: its name, and how often it is a list. */
export interface SdlType {
  readonly name: string;
  readonly list: boolean;
}

/** A directive that is applied to a field or a type. */
export interface SdlDirective {
  readonly name: string;
}

/** A field of an object or input type. */
export interface SdlField {
  readonly name: string;
  readonly type: SdlType;
  readonly args: ReadonlyMap<string, SdlType>;
  readonly directives: readonly SdlDirective[];
}

/** Definitions of one document or of several. */
export interface SdlDefinitions {
  /** Object types, extensions included. */
  readonly objects: Map<string, Map<string, SdlField>>;
  readonly inputs: Map<string, Map<string, SdlType>>;
  readonly enums: Set<string>;
  readonly scalars: Set<string>;
  /** Directives on object types, which hold for all of their fields. */
  readonly onTypes: Map<string, readonly SdlDirective[]>;
}

export const noDefinitions = (): SdlDefinitions => ({
  objects: new Map(),
  inputs: new Map(),
  enums: new Set(),
  scalars: new Set(),
  onTypes: new Map(),
});

/** Adds what a document defines; a text that is no such document adds what stands before the place where it ceases to be one. */
export function readSdl(text: string, into: SdlDefinitions): void {
  new Reader(tokensOf(text), into).document();
}

/** True for a text that begins as such a document does. */
export function isSdl(text: string): boolean {
  const [first = '', second = '', third = ''] = tokensOf(text.slice(0, 4000)).filter((token) => !token.startsWith('"'));
  if (first === 'schema') return second === '{' || second === '@';
  if (first === 'extend') return keywords.has(second) && isName(third);
  if (first === 'directive') return second === '@';
  return keywords.has(first) && isName(second);
}

const keywords = new Set(['type', 'input', 'enum', 'scalar', 'interface', 'union', 'extend', 'directive']);
const isName = (token: string): boolean => /^[A-Za-z_]/.test(token);

/** Names, numbers, strings (which keep their quotes) and punctuation; comments and commas are none. */
function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length && tokens.length < mostTokens) {
    const c = text.charAt(at);
    if (c === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (c === '"') {
      const long = text.startsWith('"""', at);
      let end = at + (long ? 3 : 1);
      while (end < text.length && !text.startsWith(long ? '"""' : '"', end)) end += text.charAt(end) === '\\' ? 2 : 1;
      end += long ? 3 : 1;
      tokens.push(text.slice(at, end));
      at = end;
    } else if (/[\w.]/.test(c)) {
      let end = at + 1;
      while (end < text.length && /[\w.]/.test(text.charAt(end))) end += 1;
      tokens.push(text.slice(at, end));
      at = end;
    } else {
      if (!/[\s,\uFEFF]/.test(c)) tokens.push(c);
      at += 1;
    }
  }
  return tokens;
}

const mostTokens = 200_000;

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly into: SdlDefinitions,
  ) {}

  document(): void {
    while (this.at < this.tokens.length) {
      const before = this.at;
      this.skipDescription();
      this.definition();
      if (this.at === before) return;
    }
  }

  private definition(): void {
    if (this.peek() === 'extend') this.at += 1;
    const kind = this.peek();
    if (!keywords.has(kind) && kind !== 'schema') return;
    this.at += 1;
    const name = kind === 'schema' || kind === 'directive' ? '' : this.next();
    if (kind === 'scalar') {
      this.into.scalars.add(name);
      this.directives();
    } else if (kind === 'enum') {
      this.into.enums.add(name);
      this.directives();
      this.skipBlock();
    } else if (kind === 'input') {
      this.directives();
      this.fields(this.into.inputs, name, (field) => field.type);
    } else if (kind === 'type') {
      this.interfaces();
      const on = this.directives();
      if (on.length > 0) this.into.onTypes.set(name, [...(this.into.onTypes.get(name) ?? []), ...on]);
      this.fields(this.into.objects, name, (field) => field);
    } else this.skipDefinition();
  }

  /** `implements A & B` */
  private interfaces(): void {
    if (this.peek() !== 'implements') return;
    while (this.at < this.tokens.length && this.peek() !== '{' && this.peek() !== '@') this.at += 1;
  }

  private fields<T>(into: Map<string, Map<string, T>>, type: string, keep: (field: SdlField) => T): void {
    if (this.peek() !== '{') return;
    this.at += 1;
    const fields = into.get(type) ?? new Map<string, T>();
    into.set(type, fields);
    while (this.at < this.tokens.length && this.peek() !== '}') {
      const before = this.at;
      const field = this.field();
      if (field !== undefined) fields.set(field.name, keep(field));
      if (this.at === before) this.at += 1;
    }
    this.at += 1;
  }

  /** `name(argument: Type = default): Type = default @directive` */
  private field(): SdlField | undefined {
    this.skipDescription();
    const name = this.peek();
    if (!isName(name)) return undefined;
    this.at += 1;
    const args = new Map<string, SdlType>();
    if (this.peek() === '(') {
      this.at += 1;
      while (this.at < this.tokens.length && this.peek() !== ')') {
        const before = this.at;
        const argument = this.field();
        if (argument !== undefined) args.set(argument.name, argument.type);
        if (this.at === before) this.at += 1;
      }
      this.at += 1;
    }
    if (this.peek() !== ':') return undefined;
    this.at += 1;
    const type = this.type();
    if (this.peek() === '=') {
      this.at += 1;
      this.skipValue();
    }
    return { name, type, args, directives: this.directives() };
  }

  private type(): SdlType {
    let list = false;
    while (this.peek() === '[') {
      list = true;
      this.at += 1;
    }
    const name = this.next();
    while (this.peek() === '!' || this.peek() === ']') this.at += 1;
    return { name, list };
  }

  private directives(): readonly SdlDirective[] {
    const found: SdlDirective[] = [];
    while (this.peek() === '@') {
      this.at += 1;
      found.push({ name: this.next() });
      if (this.peek() === '(') this.skipBlock();
    }
    return found;
  }

  private skipValue(): void {
    if (this.peek() === '$' || this.peek() === '-') this.at += 1;
    if (this.peek() === '[' || this.peek() === '{') this.skipBlock();
    else this.at += 1;
  }

  private skipDescription(): void {
    while (this.peek().startsWith('"')) this.at += 1;
  }

  /** From an opening bracket to the one that closes it. */
  private skipBlock(): void {
    if (!'({['.includes(this.peek()) || this.peek() === '') return;
    let depth = 0;
    do {
      const token = this.next();
      if ('({['.includes(token)) depth += 1;
      if (')}]'.includes(token)) depth -= 1;
    } while (depth > 0 && this.at < this.tokens.length);
  }

  /** To where another definition may begin. */
  private skipDefinition(): void {
    while (this.at < this.tokens.length) {
      const token = this.peek();
      if (token === '{' || token === '(') this.skipBlock();
      else if ((keywords.has(token) || token === 'schema' || token.startsWith('"')) && this.tokens[this.at - 1] !== '|') return;
      else this.at += 1;
    }
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private next(): string {
    return this.tokens[this.at++] ?? '';
  }
}
