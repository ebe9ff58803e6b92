import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fetchJars } from '../bootstrap/jars.mjs';
import { javaCommand } from '../launcher/java.ts';

/**
 * Every segment file in a broker's log folder, open and closed ones, and those that are renamed before they are removed.
 * @param topics only those of some topics; default: all, Kafka's own included, but for the controller's metadata
 */
export function segmentsOf(folder: string, topics?: readonly string[]): string[] {
  const partitions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return partitions.flatMap(({ name }) => {
    const topic = topicOf(name);
    if (topic === '__cluster_metadata' || (topics && !topics.includes(topic))) return [];
    const files = readdirSync(join(folder, name));
    return files.filter((file) => /\.log(\.deleted)?$/.test(file)).map((file) => join(folder, name, file));
  });
}

/**
 * What Kafka's own tool finds in segment files, records with their keys and values included, by topic. The tool gets
 * copies: a file may be removed while it reads. One that is gone already holds nothing any more.
 * @throws Error with what the tool said when it fails
 */
export async function dumpSegments(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const jars = await fetchJars();
  const folder = mkdtempSync(join(tmpdir(), 'segments-'));
  try {
    const topicsOf = new Map<string, string>();
    for (const [number, file] of files.entries()) {
      const copy = join(folder, String(number), basename(file).replace(/\.deleted$/, ''));
      mkdirSync(dirname(copy));
      if (copied(file, copy)) topicsOf.set(copy, topicOf(basename(dirname(file))));
    }
    const args = ['--print-data-log', '--files', [...topicsOf.keys()].join(',')];
    const program = { jars, heap: '128m', main: 'org.apache.kafka.tools.DumpLogSegments', args };
    const { command, args: all, env } = javaCommand(program);
    const options = { env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
    const { status, stdout, stderr } = spawnSync(command, [...all], options);
    if (status !== 0) throw new Error(`DumpLogSegments failed with ${status}: ${stderr}${stdout.slice(-2_000)}`);
    const dumps = new Map<string, string>();
    for (const part of stdout.split(/^Dumping /m).slice(1)) {
      const topic = topicsOf.get(part.slice(0, part.indexOf('\n'))) ?? '';
      dumps.set(topic, (dumps.get(topic) ?? '') + part);
    }
    return dumps;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function topicOf(partition: string): string {
  return partition.replace(/-\d+$/, '');
}

function copied(file: string, copy: string): boolean {
  try {
    copyFileSync(file, copy);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
