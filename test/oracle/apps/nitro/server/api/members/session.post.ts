export default defineEventHandler(async (event) => {
  const { name, password } = await readBody(event);
  if (name !== 'warden' || password !== process.env.WARDEN_PASSWORD) throw createError({ statusCode: 400 });
  await signIn(event, { id: 'm1', role: 'warden' });
  return { ok: true };
});
