export const loader = () => new Response('BEGIN:VCALENDAR');
