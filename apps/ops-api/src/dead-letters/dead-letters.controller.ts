import { Controller } from '@nestjs/common';
import { operations, type DeadLetter, type Decoded } from '@shop/api';
import { answer, Handles, notFound, type AnswerOf, type RequestOf } from '@shop/http';
import { Log } from '@shop/log-nest';
import { listDeadLetterGroups, listDeadLetters, sentBackOf, storedLetters } from '@shop/ops-projections';
import { ReadModels } from '../read-models.js';
import { DeadLetterDesk } from './desk.js';
import { expectedOf, verdictOf } from './expected.js';
import { MAX_ROUNDS } from './outgoing.js';
import { planOf } from './plan.js';
import { returnableOf } from './returnable.js';
import { toSource, whole } from './source.js';

/** Records that a reader could not understand: who has to mend them, beside what was expected, and sending them back. */
@Controller()
export class DeadLettersController {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
    private readonly desk: DeadLetterDesk,
  ) {}

  @Handles(operations.listDeadLetters)
  async list({
    query,
  }: RequestOf<typeof operations.listDeadLetters>): Promise<AnswerOf<typeof operations.listDeadLetters>> {
    return answer(200, await listDeadLetters(this.models.deadLetters, { ...query, limit: query.limit ?? 24 }));
  }

  @Handles(operations.listDeadLetterGroups)
  async groups({
    query,
  }: RequestOf<typeof operations.listDeadLetterGroups>): Promise<AnswerOf<typeof operations.listDeadLetterGroups>> {
    const page = await listDeadLetterGroups(this.models.deadLetters, { ...query, limit: query.limit ?? 24 });
    const items = page.items.map((group) => ({ ...group, returnable: returnableOf(group.topic, group.reader) }));
    return answer(200, { ...page, items });
  }

  @Handles(operations.sendBackDeadLetters)
  async sendBack(
    request: RequestOf<typeof operations.sendBackDeadLetters>,
  ): Promise<AnswerOf<typeof operations.sendBackDeadLetters>> {
    if (request.body.dryRun) return answer(200, await planOf(this.log.kafka, this.models.deadLetters, request.body));
    return answer(202, await this.desk.send(request));
  }

  @Handles(operations.listSendBacks)
  async sendings(
    _request: RequestOf<typeof operations.listSendBacks>,
  ): Promise<AnswerOf<typeof operations.listSendBacks>> {
    return answer(200, { items: this.desk.list(), nextCursor: null });
  }

  @Handles(operations.getSendBack)
  async sending({
    params,
  }: RequestOf<typeof operations.getSendBack>): Promise<AnswerOf<typeof operations.getSendBack>> {
    const sending = this.desk.find(params.id);
    if (!sending)
      throw notFound('sendBack.notFound', 'No such sending since the service started; what was sent is on record.');
    return answer(200, sending);
  }

  @Handles(operations.getDeadLetter)
  async get({
    params,
  }: RequestOf<typeof operations.getDeadLetter>): Promise<AnswerOf<typeof operations.getDeadLetter>> {
    const [stored] = await storedLetters(this.models.deadLetters, [params.id]);
    if (!stored) throw notFound('deadLetter.notFound', 'There is no such dead letter.');
    const { letter, headers, cameFrom, value } = stored;
    const { topic } = letter.source;
    // Asked for last, and counted here, so that the answer doesn't contradict itself while it is being sent back.
    const sentBack = await sentBackOf(this.models.deadLetters, letter.id, letter.reader);
    return answer(200, {
      ...letter,
      state: sentBack.length > 0 ? 'sentBack' : 'waiting',
      headers: { ...headers },
      cameFrom,
      expected: expectedOf(topic, value),
      decodes: letter.cut?.parts.includes('value') ? verdictAtFirst(letter) : verdictOf(topic, value),
      returnable: returnableOf(topic, letter.reader),
      rounds: { used: letter.round + sentBack.length, limit: MAX_ROUNDS },
      sentBack,
    });
  }

  @Handles(operations.getDeadLetterSource)
  async source({
    params,
  }: RequestOf<typeof operations.getDeadLetterSource>): Promise<AnswerOf<typeof operations.getDeadLetterSource>> {
    const [stored] = await storedLetters(this.models.deadLetters, [params.id]);
    if (!stored) throw notFound('deadLetter.notFound', 'There is no such dead letter.');
    return answer(200, toSource(await whole(this.log.kafka, stored)));
  }
}

/** What its reader said: bytes that are cut say nothing. */
function verdictAtFirst({ code, message }: DeadLetter): Decoded {
  return { ok: false, code, message, pointer: null };
}
