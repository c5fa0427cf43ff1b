export default defineEventHandler(() => 'Your card');
