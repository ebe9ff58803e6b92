import { Injectable } from '@nestjs/common';
import { absentBasket, basketDecider, type BasketCommand, type BasketState } from '@shop/basket-domain';
import { basketView, type Outcome } from '@shop/basket-projections';
import { unprocessable, type CommandIdentity } from '@shop/http';
import { cloudEvent, eventRecord, type NewRecord } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import type { BasketChanged } from '@shop/api';
import type { Position } from '@shop/topics';
import { ReadModels } from '../read-models.js';
import { noSuchBasket, refusalProblem } from './refusals.js';

/** How long the appends of a command may take together, in milliseconds; then it is answered 503. */
const APPEND_LIMIT = 1_500;
/** How long a command waits until its event is applied, in milliseconds; then it is answered with its position. */
const APPLIED_LIMIT = 2_000;

/** A command on its way. */
export interface CommandRequest {
  readonly basketId: string;
  readonly identity: CommandIdentity;
  /** A user id, or a guest's hash. */
  readonly actor: string;
  readonly correlationId: string;
  readonly command: BasketCommand;
  /** The state it is decided on; the absent one opens a basket. */
  readonly state: BasketState;
  /** Appended and acknowledged before the event is: what the event refers to. */
  readonly first?: readonly NewRecord[];
}

/** What a command came to: an event that took effect, or one that is in the log but not applied yet. */
export type Commanded = { readonly outcome: Outcome } | { readonly pending: Position };

/** Command -> decide -> append -> wait until applied -> tell what really happened. Writes nothing but the log. */
@Injectable()
export class BasketCommands {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {}

  /**
   * The basket of one of these owners.
   * @throws ProblemError 404, for an absent one and somebody else's alike
   */
  async basketOf(basketId: string, owners: readonly string[]): Promise<BasketState> {
    const basket = await this.models.baskets.find(basketId);
    if (!basket || !owners.includes(basket.state.owner)) throw noSuchBasket();
    return basket.state;
  }

  /**
   * What an earlier request with the same `Idempotency-Key` came to.
   * @throws ProblemError as that request was answered; 422 when it asked for something else
   */
  async repeated({ eventId, requestHash }: CommandIdentity): Promise<Outcome | undefined> {
    if (requestHash === undefined) return undefined;
    const outcome = await this.models.baskets.outcome(eventId);
    return outcome && effective(outcome, requestHash);
  }

  /**
   * Decides a command, appends its event and waits for it.
   * @throws ProblemError when the rules refuse it, or when its event was ignored because another one came first
   * @throws AppendFailed when the log can't be written, DatabaseAway when the basket can't be read
   */
  async execute(request: CommandRequest): Promise<Commanded> {
    const { baskets } = this.models;
    const { basketId, identity, state, command, actor, correlationId } = request;
    const decision = basketDecider.decide(command, state);
    if ('refusal' in decision) throw refusalProblem(decision.refusal, await baskets.find(basketId));
    const [{ type, data }] = decision.events;
    const event = cloudEvent(type, basketId, data, {
      id: identity.eventId,
      source: '/basket-api',
      time: new Date().toISOString(),
      correlationid: correlationId,
      actor,
      ...(identity.requestHash !== undefined && { requesthash: identity.requestHash }),
    });
    const deadline = performance.now() + APPEND_LIMIT;
    if (request.first) await this.log.appender.append(request.first, APPEND_LIMIT);
    const [position] = await this.log.appender.append(
      [eventRecord('basket_events', event)],
      Math.max(deadline - performance.now(), 0),
    );
    if (!(await baskets.readModel.waitForPosition(position, APPLIED_LIMIT))) return { pending: position };
    // In the log and acknowledged: from here on trouble with the database only means that the outcome isn't known yet.
    const outcome = await baskets.outcome(identity.eventId).catch(() => undefined);
    return outcome ? { outcome: effective(outcome, identity.requestHash) } : { pending: position };
  }
}

/** The state of a basket that is about to be opened. */
export const beforeOpening: BasketState = absentBasket;

/** An effective command as it is answered. */
export function changed({ event, position, after }: Outcome): BasketChanged {
  return { event, position, basket: basketView(after) };
}

/** Under one id the first in the log wins: it may be another request's. */
function effective(outcome: Outcome, requestHash: string | undefined): Outcome {
  if (outcome.requestHash !== requestHash)
    throw unprocessable('idempotencyKey.reused', 'The Idempotency-Key was used for another request.');
  if (outcome.ignored) throw refusalProblem(outcome.ignored, outcome.after);
  return outcome;
}
