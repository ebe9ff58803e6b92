import {
  createParamDecorator,
  Delete,
  Get,
  Patch,
  Post,
  Put,
  UseGuards,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import type { Operation } from '@shop/api';
import type { FastifyRequest } from 'fastify';
import { markOperation } from './metadata.js';
import { checkedRequest, OperationGuard } from './operation.guard.js';
import { OperationInterceptor } from './operation.interceptor.js';
import type { AnswerOf, RequestOf } from './types.js';

const routes = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete };

const CheckedRequest = createParamDecorator((_: unknown, context: ExecutionContext) =>
  checkedRequest(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** A path of the contract (`/api/baskets/{id}`) as a route of Fastify (`/api/baskets/:id`). */
export function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/**
 * Makes a method the handler of an operation: its route, its access, the validation of its requests and answers. The
 * method takes a `RequestOf` the operation and answers with `answer(...)`.
 */
export function Handles<O extends Operation>(operation: O) {
  return <H extends (request: RequestOf<O>) => Promise<AnswerOf<O>> | AnswerOf<O>>(
    target: object,
    name: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const handler = descriptor.value as H;
    markOperation(handler, operation);
    CheckedRequest()(target, name, 0);
    for (const decorate of [
      routes[operation.method](routeOf(operation.path)),
      UseGuards(OperationGuard),
      UseInterceptors(OperationInterceptor),
    ]) {
      decorate(target, name, descriptor as TypedPropertyDescriptor<unknown>);
    }
  };
}
