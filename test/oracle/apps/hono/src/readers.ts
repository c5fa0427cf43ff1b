export interface Reader {
  name: string;
  role: 'reader' | 'librarian';
}

const readers = new Map<string, Reader>([
  ['reader', { name: 'Ada', role: 'reader' }],
  ['librarian', { name: 'Melvil', role: 'librarian' }],
]);

export async function findReader(token: string): Promise<Reader | null> {
  return readers.get(token) ?? null;
}
