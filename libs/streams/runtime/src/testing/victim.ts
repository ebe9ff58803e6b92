/**
 * A process that runs the test topology until it is killed. With `HOLD_COMMIT` it stops in mid-transaction: its first
 * output is appended, the commit never comes, and it says so on stdout.
 */
import { connectKafka, KafkaTransactionalAppender } from '@shop/log-kafka';
import { runTopology } from '../run-topology.js';
import { greeting } from './greeting.topology.js';

if (process.env['HOLD_COMMIT']) {
  const begin = KafkaTransactionalAppender.prototype.begin;
  KafkaTransactionalAppender.prototype.begin = async function (this: KafkaTransactionalAppender) {
    const transaction = await begin.call(this);
    let appended = false;
    return {
      ...transaction,
      append: async (records) => {
        const positions = await transaction.append(records);
        appended = records.some(({ topic }) => topic === greeting.sink.name);
        return positions;
      },
      commit: async () => {
        if (!appended) return transaction.commit();
        process.stdout.write('in mid-transaction\n');
        return new Promise<never>(() => undefined);
      },
    };
  };
}

const kafka = connectKafka({ brokers: process.env['SHOP_TEST_KAFKA'] ?? '', clientId: 'victim' });
const reader = runTopology(kafka, greeting, { onFailed: () => process.exit(1) });
await reader.caughtUp();
process.stdout.write('running\n');
