import { Module } from '@nestjs/common';
import { LogModule } from '@shop/log-nest';
import { ControlLog } from './control/control-log.js';
import { PausedReaders } from './control/paused-readers.js';
import { SkippedRecords } from './control/skipped-records.js';
import { ReaderControl } from './control/reader-control.js';
import { BasketsController } from './figures/baskets.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DeadLetterDesk } from './dead-letters/desk.js';
import { FiguresController } from './figures/figures.controller.js';
import { FiguresQuery } from './figures/figures.js';
import { HeldController } from './forgetting/held.controller.js';
import { TopicKeeper } from './forgetting/topic-keeper.js';
import { LiveGateway } from './live/live.gateway.js';
import { Ticker } from './live/ticker.js';
import { ProgressSampler } from './projections/progress-sampler.js';
import { Projections } from './projections/projections.js';
import { VerifySchedule } from './projections/verify-schedule.js';
import { ProjectionsController } from './projections/projections.controller.js';
import { ReadModels } from './read-models.js';
import { projectionReaders } from './readers.js';
import { ReaderMoves } from './readers/reader-moves.js';
import { ReaderSkips } from './readers/reader-skips.js';
import { ReadersController } from './readers/readers.controller.js';
import { RecordPreview } from './topics/record-preview.js';
import { RecordTimes } from './topics/record-times.js';
import { RecordsAhead } from './topics/records-ahead.js';
import { SecurityEventsController } from './security-events/security-events.controller.js';
import { Sampler } from './topics/sampler.js';
import { TopicsController } from './topics/topics.controller.js';
import { Troubles } from './troubles/troubles.js';
import { TroublesController } from './troubles/troubles.controller.js';

/** The control plane: figures, topics, positions and dead letters, asked for or pushed. */
@Module({
  imports: [LogModule.forRoot({ app: 'ops-api' })],
  controllers: [
    FiguresController,
    BasketsController,
    TopicsController,
    ReadersController,
    ProjectionsController,
    DeadLettersController,
    HeldController,
    TroublesController,
    SecurityEventsController,
  ],
  providers: [
    ReadModels,
    ...projectionReaders,
    FiguresQuery,
    ControlLog,
    PausedReaders,
    SkippedRecords,
    ReaderControl,
    DeadLetterDesk,
    ReaderMoves,
    ReaderSkips,
    RecordPreview,
    RecordsAhead,
    RecordTimes,
    Sampler,
    TopicKeeper,
    ProgressSampler,
    Projections,
    VerifySchedule,
    Ticker,
    Troubles,
    LiveGateway,
  ],
})
export class AppModule {}
