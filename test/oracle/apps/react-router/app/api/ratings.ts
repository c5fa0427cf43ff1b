export const loader = ({ params }) => Response.json({ id: params.id, rating: 1500 });
