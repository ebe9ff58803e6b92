import { startService } from '@shop/http';
import { backoffice } from './backoffice.js';

await startService(await backoffice(process.env));
