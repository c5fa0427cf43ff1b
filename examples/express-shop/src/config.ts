import { randomBytes } from 'node:crypto';

const randomSecret = () => randomBytes(32).toString('hex');

/** Everything the process takes from its environment. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  /** Without it an embedded PostgreSQL is started, with sample data. */
  databaseUrl: process.env.DATABASE_URL,
  /** PEM of the database's certificate authority. */
  databaseCa: process.env.DATABASE_CA,
  sessionSecret: process.env.SESSION_SECRET ?? randomSecret(),
  paymentWebhookSecret: process.env.PAYMENT_WEBHOOK_SECRET ?? randomSecret(),
  paymentApiKey: process.env.PAYMENT_API_KEY ?? '',
};
