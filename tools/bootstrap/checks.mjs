import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './root.mjs';

/** The layout of the data folder that this version writes and understands. */
export const DATA_VERSION = 1;

/**
 * One thing that a shop needs of its machine.
 * @typedef {object} Check
 * @property {boolean} ok
 * @property {string} what what was found: `Java 17`
 * @property {string} [remedy] what to do about it, if it is not ok
 */

/** Something the machine lacks; the message says what, and the remedy. */
export class NotReady extends Error {
  name = 'NotReady';
}

/**
 * Where the shop of this environment lives.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{port: number, dataFolder: string}}
 * @throws {NotReady} if `SHOP_PORT` is no port
 */
export function placeOf(env = process.env) {
  const port = Number(env['SHOP_PORT'] || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new NotReady(`SHOP_PORT must be a number from 1 to 65535, not "${env['SHOP_PORT']}".`);
  return { port, dataFolder: resolve(root, env['SHOP_DATA_DIR'] || '.data') };
}

/** @returns {Check} */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return verdict(ok, `Node.js ${process.versions.node}`, 'Install Node.js 20.19 or later: https://nodejs.org');
}

/** @returns {Check} */
export function checkJava() {
  const remedy = 'Install a Java 17 or later (Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME.';
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'java') : 'java';
  const { stderr, status } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  if (status !== 0) return verdict(false, 'Java is missing', remedy);
  // `openjdk version "17.0.15" 2025-04-15`; before 9 it was "1.8.0_392".
  const [, version = '', major = '0'] = /version "((\d+)[^"]*)"/.exec(stderr) ?? [];
  const ok = Number(major) >= 17;
  return verdict(ok, ok ? `Java ${version}` : `Java ${version} is too old, 17 is needed`, remedy);
}

/** @returns {Check} */
export function checkMaven() {
  const remedy = 'Install Maven (Debian: apt-get install maven; macOS: brew install maven). It fetches the Kafka jars.';
  const ok = (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'mvn')));
  return verdict(ok, ok ? 'Maven' : 'Maven is missing', remedy);
}

/**
 * Whether nobody listens on the shop's port.
 * @param {number} port
 * @returns {Promise<Check>}
 */
export async function checkPort(port) {
  const taken = (await Promise.all(['127.0.0.1', '::1'].map((host) => answers(host, port)))).some(Boolean);
  return verdict(
    !taken,
    taken ? `Port ${port} is taken by another program` : `Port ${port} is free`,
    `Choose another port: SHOP_PORT=${port + 1} npm start (and SHOP_DATA_DIR=<folder> for a second shop).`,
  );
}

/**
 * Whether the data folder, if there is one, was made by a version of the shop that this one understands.
 * @param {string} folder absolute path
 * @returns {Check}
 */
export function checkDataFolder(folder) {
  const file = join(folder, 'version');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  const ok = found === undefined || found === String(DATA_VERSION);
  const what = found === undefined ? `Data folder ${folder} will be made` : `Data folder ${folder}`;
  return verdict(
    ok,
    ok ? what : `The data folder ${folder} is of version ${found}, this shop needs version ${DATA_VERSION}`,
    'Forget it with "npm run reset", or choose another one with SHOP_DATA_DIR=<folder>.',
  );
}

/** @returns {Check} */
export function checkDisk() {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / 1024 ** 3;
  return verdict(free >= 3, `${free.toFixed(1)} GB of disk are free`, 'Make room: the shop needs 3 GB.');
}

/** @returns {Check} */
export function checkMemory() {
  const total = totalmem() / 1024 ** 3;
  return verdict(total >= 3.5, `${total.toFixed(1)} GB of memory`, 'The shop needs 3 GB for itself.');
}

/**
 * @param {Check} check
 * @throws {NotReady} if it is not ok
 */
export function insist({ ok, what, remedy }) {
  if (!ok) throw new NotReady(`${what}.\n${remedy}`);
}

/**
 * @param {boolean} ok
 * @param {string} what
 * @param {string} remedy
 * @returns {Check}
 */
function verdict(ok, what, remedy) {
  return ok ? { ok, what } : { ok, what, remedy };
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(host, port) {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (/** @type {boolean} */ answer) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
