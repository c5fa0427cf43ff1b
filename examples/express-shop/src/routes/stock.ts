import { Router } from 'express';
import { z } from 'zod';
import { listStock, setStock } from '../services/products.ts';

const idParam = z.object({ id: z.coerce.number().int().positive() });
const stockCount = z.object({ stock: z.number().int().min(0).max(100_000) });

/** Mounted behind `requireStaff`. */
export const stockRouter = Router();

stockRouter.get('/', async (_req, res) => {
  res.json(await listStock());
});

stockRouter.put('/:id', async (req, res) => {
  const { id } = idParam.parse(req.params);
  const { stock } = stockCount.parse(req.body);
  if (!(await setStock(id, stock))) {
    res.status(404).json({ error: 'No such product.' });
    return;
  }
  res.json({ id, stock });
});
