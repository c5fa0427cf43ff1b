/** tedious, facts of 19.2.2: verifies the server's certificate unless told to trust any. */
import { library, making } from '../row.ts';

export default library({
  modules: ['tedious'],
  rows: [
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: making('Connection') },
    { row: 'tls-switch', option: 'encrypt', insecure: false, target: making('Connection') },
  ],
});
