import { Router } from 'express';
import { z } from 'zod';
import { requireAdmin } from '../auth/middleware.ts';
import { createProduct } from '../services/products.ts';
import { setRole } from '../services/users.ts';

const idParam = z.object({ id: z.coerce.number().int().positive() });
const newProduct = z.object({
  name: z.string().trim().min(1).max(120),
  category: z.string().trim().min(1).max(60),
  priceCents: z.number().int().min(1),
});
const roleChange = z.object({ role: z.enum(['customer', 'staff', 'admin']) });

export const adminRouter = Router();

adminRouter.use(requireAdmin);

adminRouter.post('/products', async (req, res) => {
  res.status(201).json(await createProduct(newProduct.parse(req.body)));
});

adminRouter.put('/users/:id/role', async (req, res) => {
  const { id } = idParam.parse(req.params);
  const { role } = roleChange.parse(req.body);
  if (!(await setRole(id, role))) {
    res.status(404).json({ error: 'No such user.' });
    return;
  }
  res.json({ id, role });
});
