export default defineEventHandler((event) => {
  const tool = toolShelf.find(getRouterParam(event, 'id') ?? '');
  if (!tool) throw createError({ statusCode: 404 });
  return tool;
});
