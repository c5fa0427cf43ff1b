import { Outlet } from 'react-router';
import { boardOnly } from '../middleware';

export const middleware = [boardOnly];

export default function Layout() {
  return <Outlet />;
}
