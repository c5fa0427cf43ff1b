import { loans } from '$lib/server/store';
import { json } from '@sveltejs/kit';

export const GET = () => json([...loans.values()]);
