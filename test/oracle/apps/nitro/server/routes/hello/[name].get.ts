export default defineEventHandler((event) => ({ text: getRouterParam(event, 'name') }));
