export default defineCachedEventHandler(() => ({ at: 'noon' }), { maxAge: 60 });
