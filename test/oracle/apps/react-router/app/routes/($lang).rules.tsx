export const loader = () => ({ rules: [] });

export default function Page() {
  return <h1>Rules</h1>;
}
