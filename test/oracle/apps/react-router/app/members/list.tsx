import { members, memberContext } from '../store.server';

export const loader = ({ context }) => ({ me: context.get(memberContext)?.id, members: [...members.keys()] });

export default function Page() {
  return <h1>Members</h1>;
}
