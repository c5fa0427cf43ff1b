export default defineEventHandler(() => ({ tools: toolShelf.all().length }));
