/** Puts the member on the context; refuses nobody. */
export default defineEventHandler(async (event) => {
  event.context.seenBy = await findMember(event);
});
