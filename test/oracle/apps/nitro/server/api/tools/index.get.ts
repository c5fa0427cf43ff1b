export default defineEventHandler(() => toolShelf.all());
