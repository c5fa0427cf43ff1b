import https from 'node:https';

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

/** The carrier's price in cents for a parcel of that value. */
export function quoteShipping(valueCents: number, country: string, postcode: string): Promise<{ cents: number }> {
  const url = new URL('https://rates.parcel-carrier.com/v2/quotes');
  url.searchParams.set('value', String(valueCents));
  url.searchParams.set('country', country);
  url.searchParams.set('postcode', postcode);
  return new Promise((resolve, reject) => {
    const request = https.get(url, { agent, timeout: 5_000 }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        body += part;
      });
      answer.on('end', () => resolve({ cents: Number(JSON.parse(body).cents) }));
    });
    request.on('error', reject);
  });
}
