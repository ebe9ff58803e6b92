import { Controller } from '@nestjs/common';
import type { AlertCommand } from '@shop/alert-domain';
import { operations } from '@shop/api';
import { answer, Handles, type AnswerOf, type RequestOf } from '@shop/http';
import { AlertCommands } from './alert-commands.js';

type Operations = typeof operations;
type Step = 'acknowledgeAlert' | 'assignAlert' | 'snoozeAlert' | 'noteAlert' | 'resolveAlert' | 'reopenAlert';

/** The steps of working on an alert. */
@Controller()
export class StepsController {
  constructor(private readonly commands: AlertCommands) {}

  @Handles(operations.acknowledgeAlert)
  acknowledge(request: RequestOf<Operations['acknowledgeAlert']>): Promise<AnswerOf<Operations['acknowledgeAlert']>> {
    const actor = request.principal.userId;
    return this.take(request, 'acknowledge', null, () => ({ type: 'AcknowledgeAlert', actor }));
  }

  @Handles(operations.assignAlert)
  assign(request: RequestOf<Operations['assignAlert']>): Promise<AnswerOf<Operations['assignAlert']>> {
    const { to } = request.body;
    return this.take(request, 'assign', [to], () => ({ type: 'AssignAlert', to, actor: request.principal.userId }));
  }

  @Handles(operations.snoozeAlert)
  snooze(request: RequestOf<Operations['snoozeAlert']>): Promise<AnswerOf<Operations['snoozeAlert']>> {
    const { until } = request.body;
    const now = new Date().toISOString();
    return this.take(request, 'snooze', [until], () => ({
      type: 'SnoozeAlert',
      until,
      now,
      actor: request.principal.userId,
    }));
  }

  @Handles(operations.noteAlert)
  note(request: RequestOf<Operations['noteAlert']>): Promise<AnswerOf<Operations['noteAlert']>> {
    const { text } = request.body;
    const command = (noteId: string) => ({ type: 'NoteAlert' as const, noteId, actor: request.principal.userId });
    return this.take(request, 'notes', [text], command, text);
  }

  @Handles(operations.resolveAlert)
  resolve(request: RequestOf<Operations['resolveAlert']>): Promise<AnswerOf<Operations['resolveAlert']>> {
    const { reason } = request.body;
    const command = (noteId: string) => ({
      type: 'ResolveAlert' as const,
      actor: request.principal.userId,
      ...(reason !== undefined && { noteId }),
    });
    return this.take(request, 'resolve', [reason ?? null], command, reason);
  }

  @Handles(operations.reopenAlert)
  reopen(request: RequestOf<Operations['reopenAlert']>): Promise<AnswerOf<Operations['reopenAlert']>> {
    return this.take(request, 'reopen', null, () => ({ type: 'ReopenAlert', actor: request.principal.userId }));
  }

  private async take(
    { params, principal, idempotencyKey, correlationId }: Omit<RequestOf<Operations['acknowledgeAlert']>, 'body'>,
    step: string,
    content: unknown,
    command: (noteId: string) => AlertCommand,
    text?: string,
  ): Promise<AnswerOf<Operations[Step]>> {
    const request = { alertId: params.id, step, principal, idempotencyKey, correlationId, content, command, text };
    const commanded = await this.commands.execute(request);
    return 'pending' in commanded ? answer(202, { position: commanded.pending }) : answer(200, commanded.alert);
  }
}
