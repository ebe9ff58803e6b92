import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemError } from '../problems/problem-error.js';
import { PROBLEM_CONTENT_TYPE } from '../problems/problem.filter.js';

/** Answers a handshake that became no websocket with a problem, and ends the connection. */
export function refuseUpgrade(socket: Duplex, problem: ProblemError): void {
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
  const head = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n`;
  // Without waiting for the other side to end: it may never do so.
  socket.end(head + body, () => socket.destroy());
}
