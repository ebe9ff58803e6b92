import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { digestOf } from './attempt-limits.js';

/** How many addresses are remembered of a user; the ones that were used least lately go. */
const KEPT = 20;
/** How long an address is remembered. */
const DAYS = 90;

const REMEMBER = `
  INSERT INTO known_clients ("userId", client, "lastAt") SELECT "userId", $2, clock_timestamp() FROM users WHERE "userId" = $1
  ON CONFLICT ("userId", client) DO UPDATE SET "lastAt" = excluded."lastAt"`;

const FORGET = `
  DELETE FROM known_clients WHERE "userId" = $1 AND (
    "lastAt" < now() - make_interval(days => ${DAYS})
    OR client NOT IN (SELECT client FROM known_clients WHERE "userId" = $1 ORDER BY "lastAt" DESC LIMIT ${KEPT}))`;

/** From where users have signed in before: what others guess elsewhere never locks them out there. */
@Injectable()
export class KnownClients {
  constructor(private readonly database: DataSource) {}

  /** Whether the user has signed in from there. */
  async has(userId: string, client: string): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `SELECT FROM known_clients WHERE "userId" = $1 AND client = $2 AND "lastAt" > now() - make_interval(days => ${DAYS})`,
      [userId, digestOf(userId, client)],
    );
    return rows.length > 0;
  }

  /** The user has signed in from there. */
  async remember(userId: string, client: string): Promise<void> {
    await this.database.query(REMEMBER, [userId, digestOf(userId, client)]);
    await this.database.query(FORGET, [userId]);
  }
}
