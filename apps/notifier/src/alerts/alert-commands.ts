import { Injectable } from '@nestjs/common';
import type { Alert } from '@shop/api';
import { alertDecider, type AlertCommand } from '@shop/alert-domain';
import { conflict, identify, notFound, unprocessable, type ProblemError, type UserPrincipal } from '@shop/http';
import { cloudEvent, eventRecord, type NewRecord, type Refusal } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import type { AlertNote, Position } from '@shop/topics';
import { noteIdOf } from './note-identity.js';
import { ReadModels } from '../read-models.js';

/** How long a command waits until its event is applied, in milliseconds; then it is answered with its position. */
const APPLIED_LIMIT = 2_000;

/** A command as somebody gave it. */
export interface AlertRequest {
  readonly alertId: string;
  /** Its path without the alert: `acknowledge`. */
  readonly step: string;
  readonly principal: UserPrincipal;
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
  /** What the request says besides. */
  readonly content: unknown;
  /** The command; `noteId` is the note of what somebody wrote, if anything was. */
  readonly command: (noteId: string) => AlertCommand;
  /** What somebody wrote: it goes where it can be forgotten, before the event that names it. */
  readonly text: string | undefined;
}

/** What a command came to: the alert after it, or the position of an event that isn't applied yet. */
export type AlertCommanded = { readonly alert: Alert } | { readonly pending: Position };

/** Command -> decide -> append -> wait until applied -> tell what really happened. Writes nothing but the log. */
@Injectable()
export class AlertCommands {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {}

  /**
   * Decides a command, appends its event and waits for it.
   * @throws ProblemError 404 without such an alert, 409 or 422 when the rules refuse it or another event came first
   * @throws AppendFailed when the log can't be written, DatabaseAway when the alert can't be read
   */
  async execute({
    alertId,
    step,
    principal,
    idempotencyKey,
    correlationId,
    content,
    command,
    text,
  }: AlertRequest): Promise<AlertCommanded> {
    const path = `/api/ops/alerts/${alertId}/${step}`;
    const identity = identify({ owner: principal.userId, path, idempotencyKey, content });
    const { eventId, requestHash } = identity;
    if (requestHash !== undefined && (await this.applied(eventId, requestHash))) return this.answer(alertId);

    const { alerts } = this.models;
    const [state, userId] = await Promise.all([alerts.state(alertId), alerts.customerIdOf(alertId)]);
    if (!state || userId === undefined) throw noSuchAlert();
    const noteId = noteIdOf(identity);
    const decision = alertDecider.decide(command(noteId), state);
    if ('refusal' in decision) throw refusalProblem(decision.refusal);
    const [{ type, data }] = decision.events;
    const event = cloudEvent(type, alertId, data, {
      id: eventId,
      source: '/notifier',
      time: new Date().toISOString(),
      correlationid: correlationId,
      actor: principal.userId,
      ...(requestHash !== undefined && { requesthash: requestHash }),
    });
    const note = text === undefined ? [] : [noteRecord({ noteId, alertId, userId, text })];
    const [noted] = note.length > 0 ? await this.log.appender.append(note) : [];
    const [position] = await this.log.appender.append([eventRecord('alert_events', event)]);
    // In the log and acknowledged: from here on trouble with the database only means that the outcome isn't known yet.
    const { alertsModel, notesModel } = this.models;
    if (noted) await notesModel.waitForPosition(noted, APPLIED_LIMIT);
    const applied =
      (await alertsModel.waitForPosition(position, APPLIED_LIMIT)) && (await this.applied(eventId, requestHash));
    return applied ? this.answer(alertId) : { pending: position };
  }

  /** Whether the event took effect. Under one id the first in the log wins: it may be another request's. */
  private async applied(eventId: string, requestHash: string | undefined): Promise<boolean> {
    const outcome = await this.models.alerts.outcome(eventId);
    if (!outcome) return false;
    if (outcome.requestHash !== (requestHash ?? null))
      throw unprocessable('idempotencyKey.reused', 'The Idempotency-Key was used for another request.');
    if (outcome.ignored) throw refusalProblem(outcome.ignored);
    return true;
  }

  private async answer(alertId: string): Promise<AlertCommanded> {
    const alert = await this.models.alerts.find(alertId);
    if (!alert) throw noSuchAlert();
    return { alert };
  }
}

function noteRecord(note: AlertNote): NewRecord {
  const headers = { 'content-type': 'application/json' };
  return { topic: 'alert_notes', key: note.noteId, value: JSON.stringify(note), headers };
}

/** An alert that doesn't exist. */
export const noSuchAlert = () => notFound('alert.notFound', 'There is no such alert.');

function refusalProblem({ code, reason }: Refusal): ProblemError {
  if (code === 'alert.notRaised') return noSuchAlert();
  return code === 'alert.snoozeInPast' ? unprocessable(code, reason) : conflict(code, reason);
}
