import { startService } from '@shop/http';
import { gateway } from './gateway.js';

await startService({ name: 'gateway', prepare: () => gateway(process.env) });
