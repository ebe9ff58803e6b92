import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Algorithm, hash, verify, type Options } from '@node-rs/argon2';

/** Source: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane. */
const COST: Options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and verifies passwords. */
@Injectable()
export class Passwords implements OnModuleInit {
  private nobodys = '';

  async onModuleInit(): Promise<void> {
    this.nobodys = await this.hash(crypto.randomUUID());
  }

  /** argon2id in the PHC string format; another one each time. */
  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /**
   * Whether the password belongs to the hash. Without a hash it takes as long and says no, so that time doesn't tell
   * which accounts exist.
   */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const matches = await verify(passwordHash ?? this.nobodys, password);
    return matches && passwordHash !== undefined;
  }
}
