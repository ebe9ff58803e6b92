import { describe, expect, it, jest } from '@jest/globals';
import { Readiness } from '../health/readiness.js';
import { createLogger } from '../logging/logger.js';
import { Lifecycle } from './lifecycle.js';

const setUp = (close: () => Promise<void> = () => Promise.resolve()) => {
  const events: string[] = [];
  const readiness = new Readiness();
  const lifecycle = new Lifecycle(createLogger('test', 'silent'), readiness);
  let ended: () => void;
  const end = new Promise<void>((resolve) => (ended = resolve));
  const service = {
    close: () => {
      events.push('close');
      return close();
    },
    cut: () => void events.push('cut'),
    exit: (code: number) => {
      events.push(`exit ${code}`);
      ended();
    },
  };
  return { events, readiness, lifecycle, service, end };
};

describe('the end of a process', () => {
  it('by a signal drains, then exits with 0, once', async () => {
    const { lifecycle, service, events } = setUp();
    lifecycle.watch(service);
    await Promise.all([lifecycle.end(0), lifecycle.end(0)]);
    expect(events).toEqual(['close', 'exit 0']);
  });

  it('by a failure is unready at once and exits with 1', async () => {
    const { lifecycle, service, events, readiness, end } = setUp();
    lifecycle.watch(service);
    lifecycle.fail(new Error('the reader is lost'));
    expect((await readiness.examine()).checks['process']).toEqual({ status: 'down', detail: 'the reader is lost' });
    await end;
    expect(events).toEqual(['close', 'exit 1']);
  });

  it('also comes when the failure was there before the start was over', async () => {
    const { lifecycle, service, events, end } = setUp();
    lifecycle.fail(new Error('the reader is lost'));
    lifecycle.watch(service);
    await end;
    expect(events).toEqual(['close', 'exit 1']);
  });

  it('exits with 1 when closing fails', async () => {
    const { lifecycle, service, events } = setUp(() => Promise.reject(new Error('no')));
    lifecycle.watch(service);
    await lifecycle.end(0);
    expect(events).toEqual(['close', 'exit 1']);
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers();
    const { lifecycle, service, events } = setUp(() => new Promise(() => {}));
    lifecycle.watch(service);
    void lifecycle.end(0);
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    expect(events).toEqual(['close', 'cut', 'exit 0']);
  });
});
