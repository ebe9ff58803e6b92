import type { AuditEntry } from '@shop/api';
import type { ControlEventData } from '@shop/topics';
import { plural } from '../projections/projection-words.js';
import { recordOf } from './skip-words.js';

/** How an entry or outcome went, for its mark. */
export type AuditTone = 'asked' | 'done' | 'refused';

/** An entry or what came of it, in plain words. */
export interface AuditLine {
  readonly words: string;
  readonly tone: AuditTone;
}

type Told = Pick<AuditEntry, 'type' | 'data'>;

/** What a control event says; its type for one that this console doesn't know yet. */
export function auditLine(event: Told): AuditLine {
  const words = wordsOf[event.type as keyof ControlEventData];
  return words ? words(event.data as never) : { words: event.type, tone: 'asked' };
}

const asked = (words: string): AuditLine => ({ words, tone: 'asked' });
const done = (words: string): AuditLine => ({ words, tone: 'done' });
const refused = (words: string): AuditLine => ({ words, tone: 'refused' });

const wordsOf: { readonly [Type in keyof ControlEventData]: (data: ControlEventData[Type]) => AuditLine } = {
  ReaderPauseRequested: () => asked('Pause'),
  ReaderResumeRequested: () => asked('Go on'),
  ReaderPaused: ({ instance }) => done(`Paused by ${instance}`),
  ReaderResumed: ({ instance }) => done(`Going on at ${instance}`),
  ReaderMoveRequested: ({ to, time, positions, skip }) =>
    asked(`Move to ${targetOf(to, time, positions)}${skip ? ', records may be left out' : ''}`),
  ReaderMoved: ({ partitions, instance }) => {
    const distances = partitions.map(({ from, to }) => Math.abs(Number(to.offset) - Number(from.offset)));
    const distance = distances.reduce((sum, each) => sum + each, 0);
    const places = `${partitions.length} ${partitions.length === 1 ? 'partition' : 'partitions'}`;
    return done(`Moved by ${plural(distance, 'offset')} in ${places} at ${instance}`);
  },
  ReaderMoveRefused: ({ refusal }) => refused(`Refused: ${refusal.reason}`),
  ProjectionRebuildRequested: ({ logWins }) => asked(`Build its read model anew${logWins ? ': the log wins' : ''}`),
  ProjectionVerifyRequested: () => asked('Compare its read model with the log'),
  ProjectionRebuildCancelRequested: () => asked('Drop what is being built'),
  ProjectionRebuildStarted: ({ to, instance }) => done(`Building generation ${to.number} at ${instance}`),
  ProjectionRebuilt: ({ to }) => done(`Generation ${to.number} answers`),
  ProjectionVerified: ({ equal }) => (equal ? done('Equal to the log') : refused('It differs from the log')),
  ProjectionRebuildCancelled: () => done('What was being built is dropped'),
  ProjectionRebuildFailed: ({ failure }) => refused(`Not built: ${failure.reason}`),
  DeadLetterSentBack: ({ to, round }) => asked(`Sent a dead letter back to ${to.topic}, attempt ${round}`),
  RecordSkipRequested: ({ position, reason }) => asked(`Leave out ${recordOf(position)}: ${reason}`),
  RecordSkipped: ({ position, error, instance }) =>
    refused(`Put away ${recordOf(position)}, of which the handler failed at ${instance}: ${error.reason}`),
  RecordSkipTakenBack: ({ position }) => asked(`Leave out ${recordOf(position)} no longer`),
};

function targetOf(
  to: ControlEventData['ReaderMoveRequested']['to'],
  time: string | undefined,
  positions: ControlEventData['ReaderMoveRequested']['positions'],
): string {
  if (to === 'time') return `what came since ${new Date(time ?? '').toLocaleString('en-GB')}`;
  const [{ topic, partition, offset }] = positions;
  if (to === 'offset') return `offset ${offset} of ${topic} ${partition}`;
  return positions.length === 1 ? `the ${to} of ${topic} ${partition}` : `the ${to}`;
}
