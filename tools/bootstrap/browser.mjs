import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';
import { run } from './run.mjs';

/** Where Debian and its kind put Chromium. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** Whether there is a Chromium for the browser journeys: the system's, or Playwright's own. */
export async function hasBrowser() {
  if (existsSync(SYSTEM_CHROMIUM)) return true;
  const { default: playwright } = await import(
    pathToFileURL(join(root, 'node_modules', '@playwright', 'test', 'index.js')).href
  );
  return existsSync(playwright.chromium.executablePath());
}

/**
 * Installs Chromium: Debian's package where that is possible, otherwise Playwright's download.
 * @param {(line: string) => void} say
 */
export async function installBrowser(say) {
  if (existsSync('/etc/debian_version') && userInfo().uid === 0) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { say, env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { say, env });
  } else await run(join(root, 'node_modules', '.bin', 'playwright'), ['install', 'chromium'], { say });
}
