export { GET } from './api/menu';
