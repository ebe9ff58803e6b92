import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from '../launcher/data-folder.ts';

/** A data folder for one test; `forget` removes it. */
export function temporaryData(): { data: DataFolder; forget: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'shop-test-'));
  return { data: DataFolder.open(folder), forget: () => rmSync(folder, { recursive: true, force: true }) };
}
