import { Outlet } from 'react-router';
import { timing } from './middleware';

export const middleware = [timing];

export const loader = () => ({ club: 'Chess' });

export default function Root() {
  return (
    <html lang="en">
      <body>
        <Outlet />
      </body>
    </html>
  );
}
