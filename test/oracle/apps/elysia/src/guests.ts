interface Guest {
  name: string;
  role: string;
}
const guests = new Map<string, Guest>([['Bearer 1', { name: 'Agatha', role: 'staff' }]]);

export async function findGuest(token: string | undefined): Promise<Guest | undefined> {
  if (token === undefined) return undefined;
  return guests.get(token);
}
