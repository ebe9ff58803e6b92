import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { temporaryData } from '../testing/temporary-data.ts';
import { until } from '../testing/until.ts';
import { isAlive, startedAt } from './process-identity.ts';
import { Processes } from './processes.ts';

const { data, forget } = temporaryData();
afterAll(forget);

const sleeper = { command: 'sleep', args: ['60'] };

describe('processes', () => {
  test('are in a process group of their own, and gone after stop', async () => {
    const process = new Processes(data).start({ name: 'a', ...sleeper });
    expect(process.alive).toBe(true);
    expect(await process.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(isAlive(process.pid)).toBe(false);
  });

  test('that do not listen to the request are ended with all they started', async () => {
    const script = `trap '' TERM; sleep 60 & echo child $!; wait; wait`;
    const process = new Processes(data).start({ name: 'deaf', command: 'sh', args: ['-c', script] });
    const child = await until(
      'the child',
      () => Number(/child (\d+)/.exec(readFileSync(process.logFile, 'utf8'))?.[1]) || undefined,
    );
    expect(await process.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
    await until('the end of the child', () => !isAlive(child));
  });

  test('that can not be started at all have ended with 127', async () => {
    const process = new Processes(data).start({ name: 'none', command: 'no-such-program', args: [] });
    expect(await process.exited).toEqual({ code: 127, signal: null });
  });

  test('live and end though they can not be noted, on a disk that is full for one', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    // What is written first stands in the way.
    mkdirSync(data.path('pids.json.new'));
    try {
      const process = new Processes(data).start({ name: 'unnoted', ...sleeper });
      expect(process.alive).toBe(true);
      expect(await process.kill()).toEqual({ code: null, signal: 'SIGKILL' });
      expect(said).toHaveBeenCalledWith(expect.stringContaining("can't be noted"));
    } finally {
      rmSync(data.path('pids.json.new'), { recursive: true });
      said.mockRestore();
    }
  });

  test('left behind by a launcher that was killed are ended by the next one', async () => {
    const left = new Processes(data).start({ name: 'left', ...sleeper });
    expect(await new Processes(data).takeOver()).toEqual(['left']);
    expect(isAlive(left.pid)).toBe(false);
  });

  test('of others are left alone, though they have a remembered id', async () => {
    const stranger = new Processes(data).start({ name: 'stranger', ...sleeper });
    data.write('pids.json', [{ name: 'left', pid: stranger.pid, startedAt: 'another boot/12345' }]);
    expect(await new Processes(data).takeOver()).toEqual([]);
    expect(stranger.alive).toBe(true);
    await stranger.kill();
  });

  test('of another launcher that lives are noticed', () => {
    data.write('pids.json', [{ name: 'launcher', pid: process.ppid, startedAt: startedAt(process.ppid) }]);
    expect(new Processes(data).otherLauncher()).toBe(process.ppid);
    data.write('pids.json', [{ name: 'launcher', pid: process.ppid, startedAt: 'before/1' }]);
    expect(new Processes(data).otherLauncher()).toBeUndefined();
  });
});

describe('a data folder', () => {
  test('gives the same secret and port each time', async () => {
    expect(data.secret('x')).toBe(data.secret('x'));
    expect(data.secret('x')).not.toBe(data.secret('y'));
    expect(await data.port('x')).toBe(await data.port('x'));
    expect(await data.port('y')).not.toBe(await data.port('x'));
  });

  test('shows its secrets to the owner only', () => {
    data.secret('x');
    expect(statSync(data.path('secrets.json')).mode & 0o777).toBe(0o600);
  });
});
