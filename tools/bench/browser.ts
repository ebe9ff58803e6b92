import { existsSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';

/** Debian's Chromium where it is installed; otherwise Playwright's own. */
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Starts a headless browser that talks to nobody but the pages it is given. */
export function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return chromium.launch({
    ...(existsSync(DEBIAN_CHROMIUM) && { executablePath: DEBIAN_CHROMIUM }),
    args: ['--no-sandbox', ...quiet, '--disable-component-update', '--disable-sync'],
  });
}
