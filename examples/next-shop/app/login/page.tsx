import { signIn } from './actions';

export default async function Login({ searchParams }: { searchParams: Promise<{ failed?: string }> }) {
  const { failed } = await searchParams;
  return (
    <main>
      <h1>Sign in</h1>
      {failed ? <p>Wrong email or password.</p> : null}
      <form action={signIn}>
        <input name="email" type="email" aria-label="Email" required />
        <input name="password" type="password" aria-label="Password" required />
        <button type="submit">Sign in</button>
      </form>
    </main>
  );
}
