import { createHmac, timingSafeEqual } from 'node:crypto';

export function isFromThePrinter(text: string, signature: string | undefined): boolean {
  const expected = createHmac('sha256', process.env.PRINTER_SECRET ?? 'printer').update(text).digest();
  const given = Buffer.from(signature ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
