export default eventHandler(() => ({ version: '1.0.0' }));
