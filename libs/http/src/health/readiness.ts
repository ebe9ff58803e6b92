import { Injectable } from '@nestjs/common';

/** How one thing that a service needs is doing. */
export interface Health {
  /** `degraded`: it works, and somebody has to look. */
  readonly status: 'up' | 'degraded' | 'down';
  /** Why it is down or degraded, or what it is doing. */
  readonly detail?: string;
}

/** It works. */
export const up = (detail?: string): Health => ({ status: 'up', ...(detail !== undefined && { detail }) });
/** It works, but not as it should: the process stays in service, and says so. */
export const degraded = (detail: string): Health => ({ status: 'degraded', detail });
/** It doesn't work, and why. */
export const down = (detail: string): Health => ({ status: 'down', detail });

/** Looks at one thing. Throwing counts as down. */
export type HealthCheck = () => Health | Promise<Health>;

const TIMEOUT = 2_000;

/** Whether this process can do its job; the modules that know register here. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, HealthCheck>();

  /** Adds an indicator: a reader, a database. A second one of the same name replaces the first. */
  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** Looks at everything, at once. A check that doesn't answer within 2 s is down; only what is down makes unready. */
  async examine(): Promise<{ ready: boolean; degraded: boolean; checks: Record<string, Health> }> {
    const checks = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await examine(check)] as const),
    );
    return {
      ready: checks.every(([, { status }]) => status !== 'down'),
      degraded: checks.some(([, { status }]) => status === 'degraded'),
      checks: Object.fromEntries(checks),
    };
  }
}

async function examine(check: HealthCheck): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve(down('no answer within 2 s')), TIMEOUT);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    return down(error instanceof Error ? error.message || error.name : String(error));
  } finally {
    clearTimeout(timer);
  }
}
