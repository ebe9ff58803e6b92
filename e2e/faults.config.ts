import { defineConfig } from '@playwright/test';
import { isFull } from './faults/support/extent.ts';

// The shop's processes inherit it: a signal opens their inspector on a free port, which is asked to collect garbage.
process.env['NODE_OPTIONS'] = '--inspect-port=127.0.0.1:0';

// All load comes from one address.
process.env['SHOP_LIMITS'] = 'off';

/**
 * The fault suite: processes are killed, stopped and kept away, and then it is counted. Without a browser. `FAULTS=full`
 * runs every case at its full length, otherwise a shorter cut of the same cases runs. `E2E_REPORT` names the JSON report
 * that `npm test` counts.
 */
export default defineConfig({
  testDir: 'faults',
  // What `any-bytes` leaves in the log makes every later comparison with it slower, so that case comes last.
  projects: [
    { name: 'faults', testIgnore: '**/any-bytes.spec.ts' },
    { name: 'any bytes', testMatch: '**/any-bytes.spec.ts' },
  ],
  outputDir: '../.cache/faults/results',
  globalSetup: './src/support/global-setup.ts',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  // Generous: facts are waited for, and a busy machine is no failure.
  timeout: isFull ? 900_000 : 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: process.env['E2E_REPORT'] ?? '../.cache/faults/report.json' }]],
  // The shop's own packages are compiled already.
  build: { external: ['**/dist/**'] },
});
