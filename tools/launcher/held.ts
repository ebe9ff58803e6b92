import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Processes that somebody stopped on purpose (`npm run process -- stop notifier`): the launcher doesn't start them
 * again before they are let go. A file each in the data folder, so that it works from any terminal.
 */
export class Held {
  private readonly folder: string;

  /** @param dataFolder absolute path */
  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'held');
  }

  /** Whether this process is to stay away. */
  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** Keeps it away from now on. */
  add(name: string): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, name), '');
  }

  /** Lets it come back. */
  delete(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  /** A new start starts everything. */
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
