import { pino, type DestinationStream, type Logger } from 'pino';
import { currentCorrelationId } from './correlation.js';

export type { Logger } from 'pino';

/** Token of the service's pino logger: `@Inject(LOGGER) log: Logger`. */
export const LOGGER = Symbol('logger');

/**
 * What must never stand in a log, whatever was handed to it: email addresses, argon2 hashes, signed tokens. The domain
 * part needs a letter after its last dot, so that `package@1.2.3` in a stack stays readable.
 */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/[^\s@"'()<>=:,;\\]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z][\w-]+/g, '[email]'],
  [/\$argon2[^\s"'\\]+/g, '[hash]'],
  [/eyJ[\w-]{8,}\.[\w-]+\.[\w-]+/g, '[token]'],
];

/** A line without email addresses, password hashes and tokens. */
export function scrub(line: string): string {
  return secrets.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/** An error as a log shows it: what and where, but not the data that drivers attach to it (parameters, rows). */
export function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = (error as { code?: unknown }).code;
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause !== undefined && { cause: serializeError(cause) }),
  };
}

/** Lines go out in lots, at most 100 ms late, and at the end of the process: a write per request would be felt. */
function toStdout(): DestinationStream {
  return pino.destination({ dest: process.stdout.fd, sync: false, minLength: 4_096, periodicFlush: 100 });
}

/**
 * A logger that writes one JSON object per line, with the service's name and the current correlation id.
 * @param destination where lines go; stdout unless given
 */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: serializeError, error: serializeError },
    mixin: () => {
      const correlationId = currentCorrelationId();
      return correlationId === undefined ? {} : { correlationId };
    },
    hooks: { streamWrite: scrub },
  };
  return pino(options, destination ?? toStdout());
}
