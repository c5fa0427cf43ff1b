'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import * as orders from '@/lib/orders';
import * as products from '@/lib/products';
import { requireUser } from '@/lib/session';
import { setName } from '@/lib/users';

const id = z.number().int().positive();
const profile = z.object({ name: z.string().trim().min(1).max(80) });

export async function placeOrder(productId: number) {
  const user = await requireUser();
  await orders.placeOrder(user.id, id.parse(productId));
  revalidatePath('/account');
}

export async function cancelOrder(orderId: number) {
  await orders.deleteOrder(id.parse(orderId));
  revalidatePath('/account');
}

export async function rename(form: FormData) {
  const user = await requireUser();
  const { name } = profile.parse(Object.fromEntries(form));
  await setName(user.id, name);
  revalidatePath('/account');
}

export async function review(productId: number, rating: number, comment: string) {
  const user = await requireUser();
  await products.addReview(productId, user.id, rating, comment);
}
