export const read = ({ params }) => new Response(`file ${params.path}`);
