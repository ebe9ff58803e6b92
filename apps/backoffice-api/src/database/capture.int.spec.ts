import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProductRow, RevocationRow, SecurityEventRow, UserRow } from '@shop/topics';
import { sql, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

describe('what is captured', () => {
  it('has exactly the columns of the topic schemas, beside what must never leave', async () => {
    const columns = async (table: string) =>
      (
        await sql.query(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1`, [table])
      ).rows
        .map(({ name }) => name as string)
        .sort();
    expect(await columns('users')).toEqual([...Object.keys(UserRow.properties), 'passwordHash', 'roles'].sort());
    expect(await columns('products')).toEqual(Object.keys(ProductRow.properties).sort());
    expect(await columns('revocations')).toEqual(Object.keys(RevocationRow.properties).sort());
    expect(await columns('security_events')).toEqual(Object.keys(SecurityEventRow.properties).sort());
  });

  it('is all that the role of the connector may read, and the heartbeat all that it may write', async () => {
    const { rows } = await sql.query(`
      SELECT table_name || '.' || column_name AS name, privilege_type AS privilege
      FROM information_schema.column_privileges WHERE grantee = 'cdc' ORDER BY 1, 2`);
    const names = (privilege: string) =>
      rows.filter((row) => row.privilege === privilege).map(({ name }) => name as string);
    const captured = [
      ...Object.keys(UserRow.properties).map((column) => `users.${column}`),
      ...Object.keys(ProductRow.properties).map((column) => `products.${column}`),
      ...Object.keys(RevocationRow.properties).map((column) => `revocations.${column}`),
      ...Object.keys(SecurityEventRow.properties).map((column) => `security_events.${column}`),
    ];
    expect(names('SELECT').sort()).toEqual([...captured, 'heartbeat.at', 'heartbeat.id'].sort());
    expect(names('UPDATE')).toEqual(['heartbeat.at', 'heartbeat.id']);
    expect(names('INSERT')).toEqual(['heartbeat.at', 'heartbeat.id']);
  });

  it('is published, with whole rows as identity', async () => {
    const published = await sql.query(
      `SELECT tablename FROM pg_publication_tables WHERE pubname = 'shop_cdc' ORDER BY 1`,
    );
    expect(published.rows.map(({ tablename }) => tablename)).toEqual([
      'heartbeat',
      'products',
      'revocations',
      'security_events',
      'users',
    ]);
    const identities = await sql.query(
      `SELECT relname, relreplident FROM pg_class WHERE relname IN ('users', 'products', 'revocations', 'security_events')`,
    );
    expect(identities.rows.every(({ relreplident }) => relreplident === 'f')).toBe(true);
  });
});
