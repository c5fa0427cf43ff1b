export default defineMemberHandler((event, member) => {
  const tool = toolShelf.find(getRouterParam(event, 'id') ?? '');
  if (tool?.owner !== member.id) throw createError({ statusCode: 403 });
  toolShelf.remove(tool.id);
  return null;
});
