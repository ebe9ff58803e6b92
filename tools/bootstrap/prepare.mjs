import { checkDataFolder, checkJava, checkMaven, checkNode, insist, placeOf } from './checks.mjs';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled, shopNode } from './install.mjs';
import { fetchJars } from './jars.mjs';

/**
 * Makes a clone ready to run: checks the machine, then installs, fetches and builds what is missing. On a clone that
 * is ready this takes a moment.
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<string>} the Node.js to go on with
 * @throws {import('./checks.mjs').NotReady} with the remedy
 */
export async function prepare(progress) {
  insist(checkNode());
  const ownKafka = !process.env['KAFKA_BROKERS'] || !process.env['CONNECT_URL'];
  if (ownKafka) {
    insist(checkJava());
    insist(checkMaven());
  }
  insist(checkDataFolder(placeOf().dataFolder));
  const jars = ownKafka ? progress.step('Kafka jars', (doing) => fetchJars(doing)) : undefined;
  // Installing goes on for longer: a failure of Maven is told when it is done.
  jars?.catch(() => undefined);
  if (!isInstalled()) await progress.step('Packages', install);
  if (!isBuilt()) await progress.step('Build', build);
  await jars;
  return shopNode();
}
