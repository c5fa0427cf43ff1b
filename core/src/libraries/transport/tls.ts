/** Options of Node's TLS (20 to 26), and of clients that pass them on, whose names mean the same wherever they stand. */
import { library } from '../row.ts';

export default library({
  modules: ['tls'],
  rows: [
    { row: 'tls-switch', option: 'rejectUnauthorized', insecure: false },
    // request and the clients after it
    { row: 'tls-switch', option: 'strictSSL', insecure: false },
    // mongodb 7 and mongoose 9; `sslValidate` up to mongodb 5
    { row: 'tls-switch', option: 'tlsAllowInvalidCertificates', insecure: true },
    { row: 'tls-switch', option: 'tlsAllowInvalidHostnames', insecure: true },
    { row: 'tls-switch', option: 'tlsInsecure', insecure: true },
    { row: 'tls-switch', option: 'sslValidate', insecure: false },
    // snowflake-sdk
    { row: 'tls-switch', option: 'insecureConnect', insecure: true },
    // puppeteer and playwright
    { row: 'tls-switch', option: 'ignoreHTTPSErrors', insecure: true },
    { row: 'tls-switch', option: 'acceptInsecureCerts', insecure: true },
    { row: 'tls-switch', option: 'NODE_TLS_REJECT_UNAUTHORIZED', insecure: '0' },
  ],
});
