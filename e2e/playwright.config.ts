import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Where Debian and its kind put Chromium; elsewhere Playwright's own is used. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/**
 * Browser journeys through a whole shop. One worker: the shop is real, and two cores are shared with its processes.
 * `E2E_REPORT` names the JSON report that `npm test` counts.
 */
export default defineConfig({
  testDir: 'src',
  outputDir: '../.cache/e2e/results',
  globalSetup: './src/support/global-setup.ts',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  // Generous: facts are waited for, and a busy machine is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: process.env['E2E_REPORT'] ?? '../.cache/e2e/report.json' }]],
  // The shop's own packages are compiled already.
  build: { external: ['**/dist/**'] },
  use: {
    browserName: 'chromium',
    actionTimeout: 30_000,
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(existsSync(SYSTEM_CHROMIUM) && { executablePath: SYSTEM_CHROMIUM }),
      // `--no-sandbox`: Chromium refuses to run as root with one. The rest: it asks the network for nothing of its own.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
