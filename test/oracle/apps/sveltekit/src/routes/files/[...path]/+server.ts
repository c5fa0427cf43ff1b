export { read as GET } from '$lib/server/files';
