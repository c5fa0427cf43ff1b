import { text } from '@sveltejs/kit';

/** Below no slash: the hook's prefix covers it all the same. */
export const GET = () => text('we are hiring');
