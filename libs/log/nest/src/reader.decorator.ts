import { applyDecorators, Catch, SetMetadata, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { BatchSink } from '@shop/log-core';
import { throwError, type Observable } from 'rxjs';

/** Metadata key of `@Reader`. */
export const READER = Symbol('shop:reader');
/** Identifies the log's transport, so that its patterns are not taken for those of another. */
export const LOG_TRANSPORT = Symbol('shop:log');

/** A provider that says where a reader's batches go. */
export interface ReaderOf {
  /** Called once, when the readers start. */
  sink(): BatchSink;
}

/**
 * Makes a provider (see `ReaderOf`) a reader of the topics that the map gives to its name.
 * @param name `<app>.<reader>`
 */
export function Reader(name: string): ClassDecorator {
  return SetMetadata(READER, name);
}

/** Nest would hide what a handler throws; the runner has to know whether it will pass. */
@Catch()
class AsThrown implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes a controller's method the effect of a reader: it gets every batch of the topics that the map gives to its name,
 * at least once, and says by its resolution that it is done. `@Payload()` is the `RecordBatch`, `@Ctx()` the
 * `BatchContext`.
 * @param name `<app>.<reader>`
 * @param options.patience how long records may wait for others, in milliseconds; default: not at all
 */
export function OnBatch(name: string, options: { readonly patience?: number } = {}): MethodDecorator {
  return applyDecorators(EventPattern(name, LOG_TRANSPORT, options) as MethodDecorator, UseFilters(new AsThrown()));
}
