export const loader = ({ params }) => ({ page: params.page });

export default function Page() {
  return <h1>Docs</h1>;
}
