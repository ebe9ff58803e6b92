import { startService } from '@shop/http';
import { backoffice } from './backoffice.js';

await startService({ name: 'backoffice-api', prepare: () => backoffice(process.env) });
