import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { isPassing } from './client.js';

const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster') as {
  prototype: { metadata(this: object): Promise<unknown> };
};

test('metadata that no broker answered is an error that passes, and not null', async () => {
  // As kafkajs leaves it when each broker of the pool dies over the request: none of them answered.
  const pool = { refreshMetadataIfNecessary: async () => undefined, withBroker: async () => null };
  const cluster = { brokerPool: pool, retrier: (attempt: () => unknown) => attempt() };
  const error = await prototype.metadata.call(cluster).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: 'No broker answered' });
  expect(isPassing(error)).toBe(true);
});
