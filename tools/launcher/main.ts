/** The launcher: starts the shop of this environment, keeps it alive, and ends it when asked. `tools/start.mjs` runs it. */
import { checkPort, insist, NotReady } from '../bootstrap/checks.mjs';
import { Progress } from '../bootstrap/progress.mjs';
import { DataFolder } from './data-folder.ts';
import { Processes } from './processes.ts';
import { accountsOf } from './run-file.ts';
import { readSettings } from './settings.ts';
import { Shop } from './shop.ts';

const progress = new Progress(Number(process.env['SHOP_STARTED_AT'] || Date.now()));
try {
  const settings = readSettings();
  const data = DataFolder.open(settings.dataFolder);
  const processes = new Processes(data);
  const other = processes.otherLauncher();
  if (other)
    throw new NotReady(
      `The shop of ${data.root} runs already (process ${other}).\n` +
        'Stop it with Ctrl-C where it runs, or start a second one: SHOP_PORT=8081 SHOP_DATA_DIR=.data-2 npm start',
    );
  const left = await processes.takeOver();
  if (left.length > 0) progress.say(`Ended what an earlier start had left behind: ${left.join(', ')}`);
  insist(await checkPort(settings.port));
  await live(new Shop(settings, data, processes, progress), settings.origin, data);
} catch (error) {
  const text = error instanceof NotReady ? error.message : error instanceof Error ? error.stack : String(error);
  console.error(`\nThe shop can't start: ${text}`);
  process.exit(1);
}

/** Runs a shop until a signal ends it. Exits with 0 if it was ready once, with 1 if it could not start. */
async function live(shop: Shop, origin: string, data: DataFolder): Promise<void> {
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    progress.say('Stopping ...');
    await shop.stop();
    progress.say('Stopped.');
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  // The program that handed over was killed: nobody is left to stop the shop.
  process.on('disconnect', () => void stop(0));
  try {
    await shop.start();
  } catch (error) {
    if (stopping) return;
    console.error(`\nThe shop can't start: ${error instanceof Error ? error.message : error}`);
    await stop(1);
    return;
  }
  if (stopping) return;
  console.log('');
  for (const { role, email, password } of accountsOf(data))
    console.log(`  ${role.padEnd(9)} ${email.padEnd(22)}  ${password}`);
  console.log(`\nShop ready: ${origin}\n`);
}
