/** @prisma/adapter-mssql, facts of 7.10.0: hands its options to mssql. */
import { library, making } from '../row.ts';

export default library({
  modules: ['@prisma/adapter-mssql'],
  rows: [{ row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: making('PrismaMssql') }],
});
