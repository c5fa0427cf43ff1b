import { books } from '$lib/server/store';
import { text } from '@sveltejs/kit';

export const fallback = ({ request }) => text(`${request.method}: ${books.size} titles`);
