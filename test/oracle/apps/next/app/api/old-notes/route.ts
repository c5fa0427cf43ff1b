export { GET, POST } from '../notes/route';
