import { Router } from 'express';
import { z } from 'zod';
import { requireUser, userOf } from '../auth/middleware.ts';
import { getProduct, listProducts, searchProducts } from '../services/products.ts';
import { addReview, listReviews } from '../services/reviews.ts';

const idParam = z.object({ id: z.coerce.number().int().positive() });
const listQuery = z.object({ sort: z.string().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) });
const searchQuery = z.object({ q: z.string().min(1).max(200) });

export const productsRouter = Router();

productsRouter.get('/', async (req, res) => {
  const { sort, limit } = listQuery.parse(req.query);
  res.json(await listProducts(sort, limit));
});

productsRouter.get('/search', async (req, res) => {
  const { q } = searchQuery.parse(req.query);
  res.json(await searchProducts(q));
});

productsRouter.get('/:id', async (req, res) => {
  const { id } = idParam.parse(req.params);
  const product = await getProduct(id);
  if (!product) {
    res.status(404).json({ error: 'No such product.' });
    return;
  }
  res.json(product);
});

productsRouter.get('/:id/reviews', async (req, res) => {
  const { id } = idParam.parse(req.params);
  res.json(await listReviews(id));
});

productsRouter.post('/:id/reviews', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  const { rating, comment } = req.body;
  res.status(201).json(await addReview(id, userOf(res).id, rating, comment));
});
