/** No check at all. */
export default defineEventHandler(async (event) => {
  const { name } = await readBody(event);
  toolShelf.add({ id: getRouterParam(event, 'id') ?? '', name, owner: 'nobody' });
  return { ok: true };
});
