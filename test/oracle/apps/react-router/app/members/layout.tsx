import { Outlet } from 'react-router';
import { membersOnly } from '../middleware';

export const middleware = [membersOnly];

export default function Layout() {
  return <Outlet />;
}
