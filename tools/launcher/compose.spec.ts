import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../bootstrap/root.mjs';
import { temporaryData } from '../testing/temporary-data.ts';
import { apps, databases, processOf } from './apps.ts';
import { connectorFiles } from './connectors.ts';
import { kafkaSettings } from './kafka.ts';
import { readSettings } from './settings.ts';

interface Service {
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
};

/** What differs by nature: containers have an address each, and these are settings of the launcher's Node.js. */
const LAUNCHER_ONLY = ['NODE_ENV', 'NODE_COMPILE_CACHE'];
const CONTAINER_ONLY = ['SHOP_LISTEN'];
const KAFKA_ADDRESSES = ['controller.quorum.voters', 'listeners', 'advertised.listeners', 'log.dirs'];

describe('docker-compose.yml', () => {
  test.each(apps.map((app) => [app.name, app] as const))('runs %s as the launcher does', (name, app) => {
    const { data, forget } = temporaryData();
    const ports = Object.fromEntries(apps.map((each) => [each.name, 1]));
    const addresses = {
      kafka: 'k',
      connect: 'http://c',
      databases: Object.fromEntries(databases.map((each) => [each, 'postgres://d'])),
    };
    const { env = {} } = processOf(app, readSettings({}), data, ports, addresses);
    forget();
    const service = compose.services[name];
    expect(service?.command).toEqual(['node', `apps/${name}/dist/main.js`]);
    const launched = Object.keys(env).filter((key) => env[key] !== undefined && !LAUNCHER_ONLY.includes(key));
    const contained = Object.keys(service?.environment ?? {}).filter((key) => !CONTAINER_ONLY.includes(key));
    expect(contained.sort()).toEqual(launched.sort());
  });

  test('gives Connect every value that the connectors refer to', () => {
    const referred = JSON.stringify(connectorFiles()).matchAll(/\$\{env:(\w+)\}/g);
    const names = Array.from(referred, ([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(Object.keys(compose.services['connect']?.environment ?? {})).toEqual(expect.arrayContaining(names));
  });

  test('gives Kafka the settings that the launcher gives it', () => {
    const launched = kafkaSettings('', { id: 1, of: 1 }, 1, [1]);
    const contained = Object.entries(compose.services['kafka']?.environment ?? {}).map(
      ([name, value]) => [name.replace('KAFKA_', '').toLowerCase().replaceAll('_', '.'), value] as const,
    );
    expect(contained.map(([name]) => name)).toContain('transaction.max.timeout.ms');
    for (const [name, value] of contained)
      if (!KAFKA_ADDRESSES.includes(name)) expect([name, value]).toEqual([name, String(launched[name])]);
  });

  test('has a database for every app that owns one', () => {
    const script = readFileSync(join(root, 'infra', 'postgres', 'databases.sh'), 'utf8');
    const [, names = ''] = /for name in ([^;]+);/.exec(script) ?? [];
    expect(names.split(' ').sort()).toEqual([...databases].sort());
  });
});
