export default defineEventHandler((event) => {
  throw createError({ statusCode: 404, statusMessage: `No loan ${event.context.params?.path}` });
});
