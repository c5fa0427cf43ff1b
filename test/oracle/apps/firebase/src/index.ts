import { initializeApp } from 'firebase-admin/app';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import './framework';

initializeApp({ projectId: 'club' });

export * from './matches';
export { greet, addPlayer, countPlayers } from './first';
export * from './requests';

export const nightly = onSchedule('every day', async () => undefined);
