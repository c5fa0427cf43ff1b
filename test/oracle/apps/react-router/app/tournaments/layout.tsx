import { Outlet } from 'react-router';
import { requireMember } from '../guards.server';

/** Runs beside the loaders of the routes below, and guards none of them. */
export const loader = async ({ request }) => ({ member: (await requireMember(request)).id });

export const action = async ({ request }) => {
  await requireMember(request);
  return { saved: true };
};

export default function Layout() {
  return <Outlet />;
}
