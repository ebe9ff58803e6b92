import { startService } from '@shop/http';
import { AppModule } from './app.module.js';

await startService({ name: 'catalogue-api', module: AppModule });
