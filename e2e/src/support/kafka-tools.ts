import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fetchJars } from '../../../tools/bootstrap/jars.mjs';

/**
 * Reads a topic with Kafka's own console consumer, from its beginning, until nothing has come for a while.
 * @param brokers `host:port`
 * @returns a line per record, `<key>\t<value>`; committed ones only
 */
export async function consoleConsumer(brokers: string, topic: string, quietMs = 4_000): Promise<string[]> {
  const jars = await fetchJars();
  const args = [
    '-Xmx128m',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(jars, '*'),
    'org.apache.kafka.tools.consumer.ConsoleConsumer',
    ...['--bootstrap-server', brokers, '--topic', topic, '--from-beginning', '--timeout-ms', String(quietMs)],
    ...['--isolation-level', 'read_committed', '--formatter-property', 'print.key=true'],
  ];
  const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  // It ends with code 1 after its timeout, and says how many it has read.
  if (!stderr.includes('Processed a total of')) throw new Error(`The console consumer failed (${code}): ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Appends a line each as the value of a record with Kafka's own console producer, in one batch of this codec. */
export async function consoleProducer(
  brokers: string,
  topic: string,
  codec: string,
  lines: readonly string[],
): Promise<void> {
  const jars = await fetchJars();
  const args = [
    '-Xmx128m',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(jars, '*'),
    'org.apache.kafka.tools.ConsoleProducer',
    ...['--bootstrap-server', brokers, '--topic', topic, '--compression-codec', codec],
  ];
  const child = spawn('java', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  if (code !== 0) throw new Error(`The console producer failed (${code}): ${stderr}`);
}
