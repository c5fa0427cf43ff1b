export interface Captain {
  readonly id: string;
  readonly rank: 'master' | 'mate';
}

const captains = new Map<string, Captain>([
  ['ship-1', { id: '1', rank: 'master' }],
  ['ship-2', { id: '2', rank: 'mate' }],
]);

export const findCaptain = (ship: unknown): Captain | undefined => captains.get(String(ship));
