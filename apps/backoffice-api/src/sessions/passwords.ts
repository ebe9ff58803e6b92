import { Injectable, type OnModuleInit } from '@nestjs/common';
import { unprocessable } from '@shop/http';
import { Algorithm, hash, verify, type Options } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';

/** Source: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane. */
const COST: Options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords that are tried first: the most common ones of what was breached, in lower case. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common'] as readonly string[]);

/** Hashes and verifies passwords, whichever way a keyboard composes their characters (NFC). */
@Injectable()
export class Passwords implements OnModuleInit {
  private nobodys = '';

  async onModuleInit(): Promise<void> {
    this.nobodys = await this.hash(crypto.randomUUID());
  }

  /**
   * The hash of a password that somebody chose.
   * @throws ProblemError 422 for one that is on the list of common and breached ones
   */
  choose(password: string): Promise<string> {
    if (COMMON.has(password.normalize('NFC').toLowerCase()))
      throw unprocessable('password.common', 'This password is one of the most common ones: choose another.', [
        { path: '/body/password', message: 'must not be a common or breached password' },
      ]);
    return this.hash(password);
  }

  /** argon2id in the PHC string format; another one each time. */
  hash(password: string): Promise<string> {
    return hash(password.normalize('NFC'), COST);
  }

  /**
   * Whether the password belongs to the hash. Without a hash it takes as long and says no, so that time doesn't tell
   * which accounts exist.
   */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const matches = await verify(passwordHash ?? this.nobodys, password.normalize('NFC'));
    return matches && passwordHash !== undefined;
  }
}
