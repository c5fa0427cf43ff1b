import { members } from '../store.server';

export const action = ({ params }) => {
  members.delete(params.id);
  return { removed: true };
};

export default function Page() {
  return <h1>Member</h1>;
}
