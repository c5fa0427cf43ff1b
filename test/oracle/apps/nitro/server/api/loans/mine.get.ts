export default definePoliteHandler((_event, member) => ({ loans: [], for: member?.id ?? 'nobody' }));
