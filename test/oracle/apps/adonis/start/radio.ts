import router from '@adonisjs/core/services/router';

// Behind the key, by their path.
router.post('/radio/calls', async () => ({ answered: true }));
router.get('/radio/weather', async () => ({ wind: 4 }));
router.get('/radios', async () => []);
