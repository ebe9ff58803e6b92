import type { logCreator } from 'kafkajs';

/** The part of a pino logger that is used. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says nothing: for tests and tools. */
export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Levels of kafkajs. */
const ERROR = 1;
const WARN = 2;

/** What kafkajs calls errors while coordinators load, leaders move or groups form. It tries again by itself. */
const PASSING =
  /coordinator|rebalanc|not host this topic|leadership election|not the leader|The coordinator is not aware|Crash:|Restarting the consumer|Response without match|Failed to send messages|Connection (timeout|error)|Closed connection|Limiting retries|Failed to connect/i;

/**
 * Passes kafkajs's messages on to a logger of ours. What kafkajs retries by itself is told at `debug`: appender and
 * readers say in their own words when something doesn't pass.
 */
export function kafkajsLogger(logger: Logger): logCreator {
  return () => (entry) => {
    const { message, timestamp: _timestamp, logger: _logger, ...rest } = entry.log;
    const fields = { namespace: entry.namespace, ...rest };
    if (entry.level > WARN || PASSING.test(`${message} ${String(rest['error'] ?? '')}`)) logger.debug(fields, message);
    else if (entry.level === ERROR) logger.warn(fields, message);
    else logger.info(fields, message);
  };
}
