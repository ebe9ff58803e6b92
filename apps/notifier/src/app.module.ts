import { Module } from '@nestjs/common';
import { LogModule } from '@shop/log-nest';
import { AlertCommands } from './alerts/alert-commands.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AlertsGateway } from './alerts/alerts.gateway.js';
import { StepsController } from './alerts/steps.controller.js';
import { HeldController } from './forgetting/held.controller.js';
import { NoteForgetter } from './forgetting/note-forgetter.js';
import { AlertRaiser } from './raiser/alert-raiser.js';
import { projectionReaders } from './readers.js';
import { ReadModels } from './read-models.js';

/** Raises alerts, pushes them, and takes every step of working on them. */
@Module({
  imports: [LogModule.forRoot({ app: 'notifier' })],
  controllers: [AlertsController, StepsController, AlertRaiser, NoteForgetter, HeldController],
  providers: [ReadModels, ...projectionReaders, AlertCommands, AlertsGateway],
})
export class AppModule {}
