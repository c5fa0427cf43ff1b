export interface Member {
  readonly id: string;
  readonly role: 'keeper' | 'visitor';
}

const members = new Map<string, Member>([
  ['card-1', { id: '1', role: 'keeper' }],
  ['card-2', { id: '2', role: 'visitor' }],
]);

export const findMember = (card: string): Member | undefined => members.get(card);
