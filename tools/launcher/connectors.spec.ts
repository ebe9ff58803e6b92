import { describe, expect, it } from '@jest/globals';
import { ProductRow, RevocationRow, SecurityEventRow, UserRow } from '@shop/topics';
import { connectorFiles } from './connectors.ts';

describe('the connector of the backoffice', () => {
  const [{ config }] = connectorFiles();
  const captured = (config['column.include.list'] ?? '').split(',');

  it('captures the columns that the contracts of its topics name, and no other', () => {
    const columns = (table: string, row: { properties: object }) =>
      Object.keys(row.properties).map((column) => `public.${table}.${column}`);
    const expected = [
      ...columns('users', UserRow),
      ...columns('products', ProductRow),
      ...columns('revocations', RevocationRow),
      ...columns('security_events', SecurityEventRow),
    ];
    expect(captured.sort()).toEqual(expected.sort());
  });

  it('includes by name and excludes nothing: the next secret column would leak', () => {
    expect(Object.keys(config).filter((name) => name.includes('exclude'))).toEqual([]);
  });
});
