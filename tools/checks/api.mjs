/**
 * `npm run check:api`: a shop of its own on a free port, in a temporary folder, and schemathesis on every operation of
 * its OpenAPI document, as `schemathesis.mjs` does it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shop-api-'));
const shop = spawn(process.execPath, [join(root, 'tools', 'start.mjs')], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    SHOP_PORT: String(await freePort()),
    SHOP_DATA_DIR: folder,
    SHOP_LIMITS: 'off',
    // Wrong passwords are part of what is tried.
    SIGN_IN_FAILURES_PER_CLIENT: '1000000',
    REGISTRATIONS_PER_CLIENT: '1000000',
  },
});
const gone = once(shop, 'exit');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => shop.kill('SIGTERM'));
try {
  await ready();
  const check = spawn(process.execPath, [join(root, 'tools', 'checks', 'schemathesis.mjs'), folder], {
    stdio: 'inherit',
  });
  const [status] = await once(check, 'exit');
  process.exitCode = status ?? 1;
} finally {
  shop.kill('SIGTERM');
  await gone;
  rmSync(folder, { recursive: true, force: true });
}

/** Waits until the shop says that it is ready, and shows what it says. */
async function ready() {
  await Promise.race([
    new Promise((resolve) => {
      let said = '';
      shop.stdout.setEncoding('utf8').on('data', (text) => {
        process.stdout.write(text);
        said = (said + text).slice(-200);
        if (said.includes('Shop ready')) resolve(undefined);
      });
    }),
    gone.then(([status]) => Promise.reject(new Error(`The shop ended with ${status} before it was ready`))),
  ]);
}

/** A port that nobody listens on now. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
