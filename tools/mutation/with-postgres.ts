import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from '../launcher/data-folder.ts';
import { startPostgres } from '../launcher/postgres.ts';
import { Processes } from '../launcher/processes.ts';

/** Does something while `SHOP_TEST_POSTGRES` names a PostgreSQL server: one of its own, unless it names one already. */
export async function withPostgres<T>(work: () => Promise<T>): Promise<T> {
  if (process.env['SHOP_TEST_POSTGRES']) return work();
  const data = DataFolder.open(mkdtempSync(join(tmpdir(), 'shop-mutation-')));
  const postgres = await startPostgres(data, new Processes(data).start);
  process.env['SHOP_TEST_POSTGRES'] = postgres.url;
  try {
    return await work();
  } finally {
    delete process.env['SHOP_TEST_POSTGRES'];
    await postgres.stop();
    rmSync(data.root, { recursive: true, force: true });
  }
}
