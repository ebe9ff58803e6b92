import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchJars } from '../bootstrap/jars.mjs';
import { javaCommand } from '../launcher/java.ts';

/** Every segment file of some topics in a broker's log folder, open and closed ones. */
export function segmentsOf(folder: string, topics: readonly string[]): string[] {
  const ours = readdirSync(folder).filter((name) => topics.includes(name.replace(/-\d+$/, '')));
  return ours.flatMap((partition) =>
    readdirSync(join(folder, partition))
      // What was compacted or has expired is renamed first, and then removed: it is there until then.
      .filter((file) => /\.log(\.deleted|\.cleaned|\.swap)?$/.test(file))
      .map((file) => join(folder, partition, file)),
  );
}

/**
 * What Kafka's own tool finds in segment files, records with their keys and values included.
 * @throws Error with what the tool said when it fails
 */
export async function dumpSegments(files: readonly string[]): Promise<string> {
  const jars = await fetchJars();
  const args = ['--print-data-log', '--files', files.join(',')];
  const {
    command,
    args: all,
    env,
  } = javaCommand({ jars, heap: '128m', main: 'org.apache.kafka.tools.DumpLogSegments', args });
  const options = { env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  const { status, stdout, stderr } = spawnSync(command, [...all], options);
  if (status !== 0) throw new Error(`DumpLogSegments failed with ${status}: ${stderr}${stdout.slice(-2_000)}`);
  return stdout;
}
