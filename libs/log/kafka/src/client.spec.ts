import { expect, test } from '@jest/globals';
import { Retriable } from '@shop/log-core';
import { connectKafka } from './client.js';

test('a client that is closed connects to nothing again', async () => {
  const client = connectKafka({ brokers: '127.0.0.1:1', clientId: 'test' });
  await client.close();
  const asked = client.ask((admin) => admin.describeCluster());
  await expect(asked).rejects.toThrow(new Retriable("Kafka can't be asked: the client is closed"));
});
