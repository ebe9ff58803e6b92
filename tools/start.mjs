/**
 * `npm start`: plain JavaScript that runs on Node.js 20.19 with nothing installed. Makes the clone ready, then hands
 * over to the launcher, which runs on the Node.js that was installed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkPort, insist, NotReady, placeOf } from './bootstrap/checks.mjs';
import { takeSignals } from './bootstrap/hand-over.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { Progress } from './bootstrap/progress.mjs';
import { CommandFailed } from './bootstrap/run.mjs';

const hand = takeSignals();
const began = Date.now();
try {
  const { port, dataFolder } = placeOf();
  // Told before minutes of installing. On a later start the launcher asks: the port may be taken by a left-over of ours.
  if (!existsSync(join(dataFolder, 'pids.json'))) insist(await checkPort(port));
  const node = await prepare(new Progress(began));
  hand.over(node, ['--disable-warning=TimeoutNegativeWarning', 'tools/launcher/main.ts'], {
    SHOP_STARTED_AT: String(began),
  });
} catch (error) {
  const expected = error instanceof NotReady || error instanceof CommandFailed;
  console.error(`\nThe shop can't start: ${expected ? error.message : error instanceof Error ? error.stack : error}`);
  process.exit(1);
}
