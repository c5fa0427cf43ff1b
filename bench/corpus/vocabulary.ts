import type { Random } from './random.ts';

/** A thing that an API serves: `invoiceLine`, `InvoiceLine`, `invoice-lines`, `invoice_lines`. */
export interface Resource {
  readonly camel: string;
  readonly pascal: string;
  /** In paths. */
  readonly path: string;
  readonly table: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
}

const owners = ['account', 'invoice', 'order', 'project', 'booking', 'customer', 'device', 'course', 'ticket', 'shipment'] as const;
const parts = ['line', 'note', 'label', 'member', 'event', 'address', 'document', 'contact', 'rate', 'term', 'status', 'plan'] as const;
const fields: readonly [Field, ...Field[]] = [
  { name: 'name', type: 'string' },
  { name: 'title', type: 'string' },
  { name: 'description', type: 'string' },
  { name: 'quantity', type: 'number' },
  { name: 'amountCents', type: 'number' },
  { name: 'position', type: 'number' },
  { name: 'archived', type: 'boolean' },
  { name: 'country', type: 'string' },
  { name: 'reference', type: 'string' },
];

/** The `index`th resource; names repeat only after 120 and then carry a number. */
export function resourceAt(index: number, random: Random): Resource {
  const owner = owners[index % owners.length] ?? owners[0];
  const part = parts[Math.floor(index / owners.length) % parts.length] ?? parts[0];
  const round = Math.floor(index / (owners.length * parts.length));
  const suffix = round === 0 ? '' : String(round + 1);
  const camel = `${owner}${capital(part)}${suffix}`;
  return {
    camel,
    pascal: capital(camel),
    path: `${owner}-${part}s${suffix}`,
    table: `${owner}_${part}s${suffix}`,
    fields: chooseFields(random),
  };
}

function chooseFields(random: Random): readonly Field[] {
  const chosen = fields.filter(() => random.next() < 0.45);
  return chosen.length > 1 ? chosen : fields.slice(0, 3);
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
