import { Revocations, type RevocableSession } from '@shop/http';
import type { DataSource } from 'typeorm';

/**
 * Which sessions were ended, by the table that all others learn of by change data capture. The back office asks it for
 * every call: what was revoked here is over here at once.
 */
export class RevocationsTable extends Revocations {
  private database: DataSource | undefined;

  /** Begins to use the table. @returns itself */
  open(database: DataSource): this {
    this.database = database;
    return this;
  }

  override async isRevoked({ sessionId, userId, signedInAt }: RevocableSession): Promise<boolean> {
    const rows = await this.ask(
      `SELECT FROM revocations WHERE id = $1 OR (id = $2 AND $3::timestamptz <= "revokedAt")`,
      [`session:${sessionId}`, `user:${userId}`, signedInAt],
    );
    return rows.length > 0;
  }

  override known(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends one session. */
  async revokeSession(sessionId: string): Promise<void> {
    await this.ask('SELECT revoke($1)', [`session:${sessionId}`]);
  }

  /** Ends every session of a user that has begun until now. */
  async revokeUser(userId: string): Promise<void> {
    await this.ask('SELECT revoke($1)', [`user:${userId}`]);
  }

  private async ask(text: string, values: unknown[]): Promise<unknown[]> {
    if (!this.database) throw new Error('The table of revocations is not open yet');
    return this.database.query(text, values);
  }
}
