import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startShop } from './running-shop.ts';

/**
 * Starts the shop that the journeys go through, and returns what stops it. `E2E_SHOP_DATA_DIR` names the data folder of
 * one that runs already, to develop tests with: it is left as it is.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const given = process.env['E2E_SHOP_DATA_DIR'];
  if (given) {
    process.env['E2E_DATA_DIR'] = resolve(given);
    return () => Promise.resolve();
  }
  const dataFolder = mkdtempSync(join(tmpdir(), 'shop-e2e-'));
  const shop = await startShop(dataFolder);
  process.env['E2E_DATA_DIR'] = dataFolder;
  return async () => {
    await shop.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
