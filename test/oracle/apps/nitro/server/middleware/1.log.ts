export default defineEventHandler((event) => {
  setHeader(event, 'x-handled-by', 'lending-desk');
});
