export interface Driver {
  readonly id: string;
  readonly role: 'chief' | 'driver';
}

const drivers = new Map<string, Driver>([
  ['badge-1', { id: '1', role: 'chief' }],
  ['badge-2', { id: '2', role: 'driver' }],
]);

export const findDriver = (badge: unknown): Driver | undefined => drivers.get(String(badge));
