import type { ConnectorTrouble } from '@shop/api';

/** A trouble without when it began. */
export type ConnectorState = Pick<ConnectorTrouble, 'connector' | 'state' | 'reason'>;

interface Part {
  readonly state: string;
  readonly trace?: string;
}
type Answered = Readonly<
  Record<string, { readonly status: { readonly connector: Part; readonly tasks: readonly Part[] } }>
>;

/** What stands for Connect as a whole. */
const CONNECT = 'Kafka Connect';
/** How long an answer may take, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Asks a Connect cluster which of its connectors don't work.
 * @param url `http://host:port` of its REST interface
 */
export async function askConnectors(url: string): Promise<ConnectorState[]> {
  try {
    const answer = await fetch(`${url}/connectors?expand=status`, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return [{ connector: CONNECT, state: 'AWAY', reason: `It answered ${answer.status}.` }];
    return brokenAmong((await answer.json()) as Answered);
  } catch {
    return [{ connector: CONNECT, state: 'AWAY', reason: 'It does not answer.' }];
  }
}

/** The connectors that don't work, by an answer of Connect. */
export function brokenAmong(answered: Answered): ConnectorState[] {
  const connectors = Object.entries(answered);
  if (connectors.length === 0) return [{ connector: CONNECT, state: 'ABSENT', reason: 'It has no connector.' }];
  return connectors.flatMap(([connector, { status }]): ConnectorState[] => {
    const parts = [status.connector, ...status.tasks];
    const worst = parts.find(({ state }) => state === 'FAILED') ?? parts.find(({ state }) => state !== 'RUNNING');
    if (worst) return [{ connector, state: worst.state, ...(worst.trace && { reason: causeIn(worst.trace) }) }];
    return status.tasks.length > 0 ? [] : [{ connector, state: 'UNASSIGNED', reason: 'No task of it runs.' }];
  });
}

/** The class of the error at the root of a stack trace. Messages of drivers may quote rows, so they are left out. */
function causeIn(trace: string): string {
  const causes = trace.split('\n').filter((line) => line.startsWith('Caused by: '));
  const line = (causes.at(-1) ?? trace).replace('Caused by: ', '');
  return /^[\w.$]+/.exec(line)?.[0] ?? 'unknown';
}
