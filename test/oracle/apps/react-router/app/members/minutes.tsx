export const loader = () => ({ minutes: [] });

export default function Page() {
  return <h1>Minutes</h1>;
}
