export default defineEventHandler(async (event) => {
  const text = (await readRawBody(event)) ?? '';
  if (!isFromThePrinter(text, getHeader(event, 'x-printer-signature'))) throw createError({ statusCode: 401 });
  return { printed: true };
});
