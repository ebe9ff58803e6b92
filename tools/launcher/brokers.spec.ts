import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { temporaryData } from '../testing/temporary-data.ts';
import type { DataFolder } from './data-folder.ts';
import { kafkaNames, prepareKafka } from './kafka.ts';
import { readSettings } from './settings.ts';

let data: DataFolder;
let forget: () => void;
beforeEach(() => {
  ({ data, forget } = temporaryData());
});
afterEach(() => forget());

/** As if this data folder had been used with so many brokers. */
function usedWith(brokers: number): void {
  for (const name of kafkaNames(brokers)) {
    data.folder(name, 'log');
    writeFileSync(data.path(name, 'log', 'meta.properties'), '');
  }
}

describe('the number of brokers', () => {
  test('is one unless three are asked for, and no other', () => {
    expect([{}, { SHOP_BROKERS: '1' }, { SHOP_BROKERS: '3' }].map((env) => readSettings(env).brokers)).toEqual([
      1, 1, 3,
    ]);
    expect(() => readSettings({ SHOP_BROKERS: '2' })).toThrow('SHOP_BROKERS must be 1 or 3');
  });

  test('is the one that the data folder was made with: a quorum is not changed by a start', async () => {
    usedWith(1);
    await prepareKafka(data, 1);
    await expect(prepareKafka(data, 3)).rejects.toThrow('Start with SHOP_BROKERS=1');
    usedWith(3);
    await expect(prepareKafka(data, 1)).rejects.toThrow('Start with SHOP_BROKERS=3');
  });

  test('gives each broker and each controller a port of its own', async () => {
    await prepareKafka(data, 3);
    const names = kafkaNames(3).flatMap((name) => [name, `${name}-controller`]);
    const ports = await Promise.all(names.map((name) => data.port(name)));
    expect(new Set(ports).size).toBe(6);
  });
});
