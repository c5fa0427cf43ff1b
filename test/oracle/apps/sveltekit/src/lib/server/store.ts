/** A library's records, in memory. */
interface Loan {
  readonly id: string;
  readonly reader: string;
  readonly book: string;
}

export const loans = new Map<string, Loan>();
export const books = new Map([['b1', { title: 'Dune', copies: 2 }]]);
export const sessions = new Map<string, { readonly name: string; readonly role: string }>();

export async function findReader(token: string | undefined) {
  return token === undefined ? undefined : sessions.get(token);
}
