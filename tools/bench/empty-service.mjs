/**
 * A service that answers every basket command with nothing, on the adapter that the shop's services stand on: what a
 * command would cost if it did nothing. Prints its port.
 */
import 'reflect-metadata';
import { Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

class Nothing {
  open() {
    return { basketId: '00000000-0000-0000-0000-000000000000' };
  }
  add() {
    return {};
  }
}
// Decorators by hand: Node.js runs this file as it is.
Controller()(Nothing);
for (const [name, path] of [
  ['open', '/api/baskets'],
  ['add', '/api/baskets/:id/items'],
])
  Post(path)(Nothing.prototype, name, Object.getOwnPropertyDescriptor(Nothing.prototype, name));
class EmptyModule {}
Module({ controllers: [Nothing] })(EmptyModule);

const app = await NestFactory.create(EmptyModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
console.log(app.getHttpServer().address().port);
