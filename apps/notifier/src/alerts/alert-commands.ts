import { Injectable } from '@nestjs/common';
import type { Alert } from '@shop/api';
import { alertDecider, type AlertCommand } from '@shop/alert-domain';
import { conflict, identify, notFound, unprocessable, type ProblemError, type UserPrincipal } from '@shop/http';
import { cloudEvent, eventRecord, type Refusal } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import type { Position } from '@shop/topics';
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
  readonly command: AlertCommand;
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
  }: AlertRequest): Promise<AlertCommanded> {
    const path = `/api/ops/alerts/${alertId}/${step}`;
    const { eventId, requestHash } = identify({ owner: principal.userId, path, idempotencyKey, content });
    if (requestHash !== undefined && (await this.applied(eventId, requestHash))) return this.answer(alertId);

    const state = await this.models.alerts.state(alertId);
    if (!state) throw noSuchAlert();
    const decision = alertDecider.decide(command, state);
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
    const [position] = await this.log.appender.append([eventRecord('alert_events', event)]);
    // In the log and acknowledged: from here on trouble with the database only means that the outcome isn't known yet.
    const applied =
      (await this.models.alertsModel.waitForPosition(position, APPLIED_LIMIT)) &&
      (await this.applied(eventId, requestHash));
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

/** An alert that doesn't exist. */
export const noSuchAlert = () => notFound('alert.notFound', 'There is no such alert.');

function refusalProblem({ code, reason }: Refusal): ProblemError {
  if (code === 'alert.notRaised') return noSuchAlert();
  return code === 'alert.snoozeInPast' ? unprocessable(code, reason) : conflict(code, reason);
}
