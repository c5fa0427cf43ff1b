/** Runs once before the first request: without DATABASE_URL an embedded PostgreSQL with sample data is started. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.DATABASE_URL) return;
  const { startEmbeddedDatabase } = await import('./lib/database/embedded');
  process.env.DATABASE_URL = await startEmbeddedDatabase();
}
