import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A Java program to run. */
export interface JavaProgram {
  /** Folder whose jars are the class path. */
  readonly jars: string;
  /** `-Xmx`: `384m`. */
  readonly heap: string;
  /** The main class. */
  readonly main: string;
  readonly args: readonly string[];
  readonly options?: readonly string[];
}

/**
 * How to run a Java program that should start fast and stay small: the simple collector, the quick compiler only, and
 * warnings as the only log.
 */
export function javaCommand({ jars, heap, main, args, options = [] }: JavaProgram): {
  command: string;
  args: string[];
  env: Record<string, string>;
} {
  const classPath = readdirSync(jars)
    .filter((file) => file.endsWith('.jar'))
    .sort()
    .map((file) => join(jars, file))
    .join(':');
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'java') : 'java';
  return {
    command: java,
    args: [
      `-Xmx${heap}`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xshare:auto',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.showDateTime=true',
      "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
      ...options,
      main,
      ...args,
    ],
    env: { CLASSPATH: classPath },
  };
}

/** The text of a Java properties file. */
export function properties(entries: Readonly<Record<string, string | number>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}
