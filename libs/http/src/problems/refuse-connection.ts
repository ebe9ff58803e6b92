import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_CONTENT_TYPE } from './content-type.js';
import type { ProblemError } from './problem-error.js';

/** How long a client has to take in why it was refused, in milliseconds; then its connection is gone. */
const TAKEN_WITHIN = 2_000;

/** Answers with a problem on a bare connection, where no request came about that could be answered, and ends it. */
export function refuseConnection(socket: Duplex, problem: ProblemError): void {
  // Whoever is refused may be gone already, which is no error of ours.
  socket.on('error', () => socket.destroy());
  const body = JSON.stringify(problem.body());
  const headers = {
    'content-type': PROBLEM_CONTENT_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...problem.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`);
  endSoon(socket);
}

/** Closes a connection on which all was said when the other side does, or before long if it never does. */
export function endSoon(socket: Duplex): void {
  const late = setTimeout(() => socket.destroy(), TAKEN_WITHIN);
  late.unref();
  socket.once('close', () => clearTimeout(late));
  socket.once('end', () => socket.destroy());
  socket.resume();
}
