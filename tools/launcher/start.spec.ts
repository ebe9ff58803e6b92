import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { root } from '../bootstrap/root.mjs';
import { temporaryData } from '../testing/temporary-data.ts';
import { startedAt } from './process-identity.ts';

jest.setTimeout(30_000);

const { data, forget } = temporaryData();
afterAll(forget);

describe('npm start', () => {
  test('says that its port is taken, and how to choose another', async () => {
    const server = createServer();
    const port = await new Promise<number>((done) =>
      server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port)),
    );
    const { code, printed } = await start({ SHOP_PORT: String(port), SHOP_DATA_DIR: data.path('new') });
    server.close();
    expect([code, printed]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)]);
    expect(printed).toContain(`SHOP_PORT=${port + 1} npm start`);
  });

  test('says that there is no Java, and where to get one', async () => {
    const { code, printed } = await start({ PATH: onlyWith('node'), JAVA_HOME: undefined });
    expect([code, printed]).toEqual([1, expect.stringContaining('Java is missing')]);
    expect(printed).toContain('Install a Java 17');
  });

  test('says that Java is too old', async () => {
    const path = onlyWith('node');
    writeFileSync(`${path}/java`, `#!/bin/sh\necho 'openjdk version "11.0.2" 2019-01-15' >&2\n`, { mode: 0o755 });
    const { code, printed } = await start({ PATH: `${path}:/bin:/usr/bin`, JAVA_HOME: undefined });
    expect([code, printed]).toEqual([1, expect.stringContaining('Java 11.0.2 is too old, 17 is needed')]);
  });

  test('says that there is no Maven, and how to get it', async () => {
    const path = onlyWith('node');
    writeFileSync(`${path}/java`, `#!${process.execPath}\nconsole.error('openjdk version "21.0.1"')\n`, {
      mode: 0o755,
    });
    const { code, printed } = await start({ PATH: path, JAVA_HOME: undefined });
    expect([code, printed]).toEqual([1, expect.stringContaining('Maven is missing')]);
    expect(printed).toContain('apt-get install maven');
  });

  test('leaves a data folder of another version alone, and says what can be done', async () => {
    const folder = data.folder('old');
    writeFileSync(`${folder}/version`, '999\n');
    const { code, printed } = await start({ SHOP_DATA_DIR: folder });
    expect([code, printed]).toEqual([1, expect.stringContaining('is of version 999')]);
    expect(printed).toContain('npm run reset');
  });

  test('says that a port is no port', async () => {
    const { code, printed } = await start({ SHOP_PORT: 'eighty' });
    expect([code, printed]).toEqual([1, expect.stringContaining('SHOP_PORT must be a number')]);
  });
});

describe('npm run reset', () => {
  test('forgets a data folder, but none of a running shop, and nothing that is not one', async () => {
    const shop = data.folder('shop');
    expect((await command('tools/reset.mjs', { SHOP_DATA_DIR: shop })).printed).toContain('is left alone');
    writeFileSync(`${shop}/version`, '1\n');
    writeFileSync(
      `${shop}/pids.json`,
      JSON.stringify([{ name: 'launcher', pid: process.pid, startedAt: startedAt(process.pid) }]),
    );
    expect((await command('tools/reset.mjs', { SHOP_DATA_DIR: shop })).printed).toContain('still runs');
    writeFileSync(`${shop}/pids.json`, '[]');
    expect(await command('tools/reset.mjs', { SHOP_DATA_DIR: shop })).toEqual({
      code: 0,
      printed: expect.stringContaining(`Forgot ${shop}`),
    });
  });
});

/** A folder that holds a command of this machine and nothing else. */
function onlyWith(name: string): string {
  const path = data.path(`bin-${Math.random().toString(36).slice(2)}`);
  mkdirSync(path);
  symlinkSync(process.execPath, `${path}/${name}`);
  return path;
}

function start(env: NodeJS.ProcessEnv) {
  return command('tools/start.mjs', { SHOP_PORT: '1', SHOP_DATA_DIR: data.path('none'), ...env });
}

function command(program: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [program], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', KAFKA_BROKERS: '', CONNECT_URL: '', ...env },
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  return new Promise((done) => child.once('close', (code) => done({ code, printed })));
}
