import type { Context } from 'hono';

export class BookController {
  private readonly books = [{ isbn: '1', title: 'Emma' }];

  list = (c: Context) => c.json(this.books);

  show(c: Context) {
    const book = this.books.find(({ isbn }) => isbn === c.req.param('isbn'));
    return c.json(book ?? { title: 'unknown' });
  }

  create = async (c: Context) => c.json(await c.req.json(), 201);

  async update(c: Context) {
    return c.json(await c.req.json());
  }

  remove(c: Context) {
    return c.json({ left: this.books.length, isbn: c.req.param('isbn') });
  }
}
