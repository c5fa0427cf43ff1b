export default defineEventHandler(async (event) => {
  await requireWarden(event);
  return readBody(event);
});
