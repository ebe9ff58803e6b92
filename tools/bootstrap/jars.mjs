import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';

const POM = join(root, 'infra', 'kafka', 'pom.xml');

/** Where the jars of this version of `infra/kafka/pom.xml` are, once they are fetched. Absolute. */
export function jarsFolder() {
  const version = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12);
  return join(root, '.cache', `jars-${version}`);
}

/**
 * The folder of Kafka's, Connect's and Debezium's jars: fetched by Maven once per version of `infra/kafka/pom.xml`,
 * whole or not at all, and shared by all data folders.
 * @param {(line: string) => void} [say] told what Maven is doing
 * @returns {Promise<string>} absolute path
 */
export async function fetchJars(say = () => undefined) {
  const folder = jarsFolder();
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`];
    await run('mvn', ['-B', '-f', POM, ...goal], { say });
    // Two starts may fetch at once; whoever is second finds the work done.
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
