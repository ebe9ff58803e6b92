import { Module } from '@nestjs/common';
import { LogModule } from '@shop/log-nest';
import { topologyReaders } from './readers.js';

/** The review pipeline: three topologies, each a reader of its own. It has no database and answers only for its health. */
@Module({ imports: [LogModule.forRoot({ app: 'review-pipeline' })], providers: topologyReaders })
export class AppModule {}
