import { Controller, Get, Header } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { SigningKey } from './signing-key.js';

/** The public keys of sessions, for the services that verify them. Not routed by the gateway. */
@Controller()
export class JwksController {
  constructor(private readonly key: SigningKey) {}

  @Get('/.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=300')
  keys(): JSONWebKeySet {
    return this.key.jwks;
  }
}
