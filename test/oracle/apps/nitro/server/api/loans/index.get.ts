export default defineEventHandler({
  onRequest: [
    async (event) => {
      await requireMember(event);
    },
  ],
  handler: () => [],
});
