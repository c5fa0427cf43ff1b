export default defineLazyEventHandler(async () => {
  const opened = Date.now();
  return defineEventHandler(async (event) => {
    await requireMember(event);
    return { opened };
  });
});
