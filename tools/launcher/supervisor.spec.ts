import { afterAll, describe, expect, test } from '@jest/globals';
import { temporaryData } from '../testing/temporary-data.ts';
import { until } from '../testing/until.ts';
import { Processes, type RunningProcess } from './processes.ts';
import { Supervisor } from './supervisor.ts';

const { data, forget } = temporaryData();
afterAll(forget);
const processes = new Processes(data);

function supervised(command: string, args: readonly string[] = []) {
  const born: RunningProcess[] = [];
  const spec = {
    name: 'worker',
    port: 1,
    grace: 1_000,
    start: async (register: (process: RunningProcess) => void) => {
      const process = processes.start({ name: 'worker', command, args });
      born.push(process);
      register(process);
      if (command === 'false') {
        await process.exited;
        throw new Error('it ended before it was ready');
      }
    },
  };
  return { born, spec };
}

describe('the supervisor', () => {
  test('starts a process again that was killed, says so, and tells its new id', async () => {
    const said: string[] = [];
    const supervisor = new Supervisor(
      (line) => said.push(line),
      () => undefined,
      () => false,
    );
    const { born, spec } = supervised('sleep', ['60']);
    await supervisor.run(spec);
    await born[0]?.kill();
    await until('the second life', () => born.length === 2 && said.length === 2);
    expect(said[0]).toMatch(/^worker ended by SIGKILL; started again/);
    expect(said[1]).toBe('worker is back');
    expect(supervisor.facts()).toEqual([{ name: 'worker', pid: born[1]?.pid, port: 1 }]);
    supervisor.letGo();
    await supervisor.stop(['worker']);
    expect(born).toHaveLength(2);
    expect(born.every(({ alive }) => !alive)).toBe(true);
  });

  test('does not bring back what is held, until it is let go', async () => {
    let held = true;
    const said: string[] = [];
    const supervisor = new Supervisor(
      (line) => said.push(line),
      () => undefined,
      () => held,
    );
    const { born, spec } = supervised('sleep', ['60']);
    await supervisor.run(spec);
    await born[0]?.stop();
    await until('the word', () => said.some((line) => line.includes('stays away')));
    expect(born).toHaveLength(1);
    held = false;
    await until('the second life', () => said.includes('worker is back'));
    supervisor.letGo();
    await supervisor.stop(['worker']);
  });

  test('leaves alive who was started again and is not ready: it waits for something', async () => {
    const said: string[] = [];
    const supervisor = new Supervisor(
      (line) => said.push(line),
      () => undefined,
      () => false,
    );
    const { born, spec } = supervised('sleep', ['60']);
    await supervisor.run({
      ...spec,
      start: async (register) => {
        await spec.start(register);
        if (born.length > 1) throw new Error('not ready in time');
      },
    });
    await born[0]?.kill();
    await until('the word', () => said.includes('worker: not ready in time'));
    expect(born.map(({ alive }) => alive)).toEqual([false, true]);
    await born[1]?.kill();
    await until('the third life', () => born.length === 3);
    supervisor.letGo();
    await supervisor.stop(['worker']);
  });

  test('gives up the first start of a process that keeps ending, with what it printed', async () => {
    const supervisor = new Supervisor(
      () => undefined,
      () => undefined,
      () => false,
    );
    const { born, spec } = supervised('false');
    await expect(supervisor.run(spec)).rejects.toThrow(/worker does not start[^]*it ended before it was ready/);
    expect(born).toHaveLength(3);
  });
});
