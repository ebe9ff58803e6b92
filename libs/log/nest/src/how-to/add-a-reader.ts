import type { RecordBatch } from '@shop/log-core';
import { connectKafka, foldSink, runReader } from '@shop/log-kafka';
import { topics, type OrderPlaced } from '@shop/topics';

export const sold = new Map<string, number>();
const add = ({ sku, quantity }: OrderPlaced['lines'][number]) => sold.set(sku, (sold.get(sku) ?? 0) + quantity);
const fold = ({ records }: RecordBatch) =>
  records.forEach(({ content }) => content.kind === 'event' && (content.event.data as OrderPlaced).lines.forEach(add));
export const kafka = connectKafka({ brokers: process.env['KAFKA_BROKERS']!, clientId: 'how-to' });
const sink = foldSink({ kafka, fold });
export const reader = runReader(kafka, { name: 'how-to.sold', group: 'own', topics: [topics.orders], sink });
