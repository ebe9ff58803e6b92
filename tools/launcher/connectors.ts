import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/root.mjs';

/** A connector as its file in `infra/connect/` declares it. */
export interface Connector {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

/** How a connector and its tasks stand, by Connect's own words. */
export interface ConnectorState {
  /** `RUNNING`, `FAILED`, `PAUSED`, `UNASSIGNED`, or `ABSENT`. The worst of connector and tasks. */
  readonly state: string;
  /** The first line of what went wrong. */
  readonly reason?: string;
}

/** The declared connectors. */
export function connectorFiles(): Connector[] {
  const folder = join(root, 'infra', 'connect');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Connector);
}

/** Asks a Connect cluster by its REST interface. */
export class ConnectClient {
  private readonly url: string;

  /** @param url `http://host:port` */
  constructor(url: string) {
    this.url = url;
  }

  /** Makes a connector what its file says; nothing happens if it is that already. */
  async apply({ name, config }: Connector): Promise<void> {
    const found = await this.ask<Record<string, string>>('GET', `/connectors/${name}/config`);
    const same = found && Object.entries({ ...config, name }).every(([key, value]) => found[key] === value);
    if (same && Object.keys(found).length === Object.keys(config).length + 1) return;
    await this.ask('PUT', `/connectors/${name}/config`, config);
  }

  /** How a connector stands. */
  async state(name: string): Promise<ConnectorState> {
    interface Part {
      readonly state: string;
      readonly trace?: string;
    }
    const status = await this.ask<{ connector: Part; tasks: Part[] }>('GET', `/connectors/${name}/status`);
    if (!status) return { state: 'ABSENT' };
    const parts = [status.connector, ...status.tasks];
    const worst = parts.find(({ state }) => state === 'FAILED') ?? parts.find(({ state }) => state !== 'RUNNING');
    if (!worst) return { state: status.tasks.length > 0 ? 'RUNNING' : 'UNASSIGNED' };
    return { state: worst.state, ...(worst.trace ? { reason: rootCause(worst.trace) } : {}) };
  }

  /** Starts a failed connector and its failed tasks again. */
  async restart(name: string): Promise<void> {
    await this.ask('POST', `/connectors/${name}/restart?includeTasks=true&onlyFailed=true`);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(this.url + path, {
        method,
        signal: AbortSignal.timeout(20_000),
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.status === 404) return undefined;
      if (answer.ok) return text === '' ? undefined : (JSON.parse(text) as T);
      // 409: the workers are just dividing the work; 500: a new worker isn't ready yet.
      if ((answer.status !== 409 && answer.status !== 500) || attempt === 20)
        throw new Error(`Connect refused ${method} ${path}: ${answer.status} ${text}`);
      await new Promise((done) => setTimeout(done, 250));
    }
  }
}

function rootCause(trace: string): string {
  const causes = trace.split('\n').filter((line) => line.startsWith('Caused by: '));
  return (causes.at(-1) ?? trace.split('\n')[0] ?? '').replace('Caused by: ', '');
}

/** A connector with values in place of some `${env:NAME}`. */
export function withValues({ name, config }: Connector, values: Readonly<Record<string, string>>): Connector {
  const fill = (text: string) =>
    text.replace(/\$\{env:(\w+)\}/g, (reference, variable) => values[variable] ?? reference);
  return { name, config: Object.fromEntries(Object.entries(config).map(([key, value]) => [key, fill(value)])) };
}
