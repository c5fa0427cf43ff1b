export default defineEventHandler(() => 'Who are you?');
