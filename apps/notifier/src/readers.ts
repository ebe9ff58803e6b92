import { sinkReader } from '@shop/log-nest';
import { projectionSink, type ReadModel } from '@shop/log-postgres';
import { ReadModels } from './read-models.js';

/** A reader that keeps one of the read models. */
const projectionReader = (reader: string, pick: (models: ReadModels) => ReadModel) =>
  sinkReader(reader, ReadModels, (models, { admin, appender }) =>
    projectionSink({ readModel: pick(models), reader, log: admin, appender }),
  );

/** The readers of notifier that end in its database. */
export const projectionReaders = [
  projectionReader('notifier.alerts', ({ alertsModel }) => alertsModel),
  projectionReader('notifier.customers', ({ customersModel }) => customersModel),
  projectionReader('notifier.notes', ({ notesModel }) => notesModel),
];
