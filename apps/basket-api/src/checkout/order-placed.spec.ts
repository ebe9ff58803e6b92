import { expect, test } from '@jest/globals';
import { eventRecord, refusalOfSize } from '@shop/log-core';
import { decoderOf } from '@shop/log-kafka';
import { BasketCheckedOut, topics } from '@shop/topics';
import { choosingBy, extremeOf } from '@shop/topics/testing';
import { orderPlaced, type CheckedOut } from './order-placed.js';

const decode = decoderOf(topics.orders);
const outcome = {
  basketId: '\u{1f600}'.repeat(200),
  owner: '"'.repeat(200),
  position: { topic: 'basket_events', partition: 999_999_999, offset: '999999999999999' },
};
const schema = BasketCheckedOut.newest.schema;

test('an order of whatever a checkout may be is understood by who reads it, and fits', () => {
  for (let seed = 0; seed < 100; seed++) {
    const order = eventRecord('orders', orderPlaced(extremeOf(schema, choosingBy(seed)) as CheckedOut, outcome));
    expect(refusalOfSize(order)).toBeUndefined();
    const content = decode(Buffer.from(order.value as string));
    expect([content, seed]).toMatchObject([{ kind: 'event' }, seed]);
  }
});

test('an order has the fields that we know, whatever else is in the lines of a checkout', () => {
  const checkout = extremeOf(schema, choosingBy(1)) as CheckedOut;
  const [first] = checkout.data.lines;
  const lines = [{ ...first, extra: 'x'.repeat(2_000_000), unitPrice: { ...first.unitPrice, extra: 1 } }];
  const order = orderPlaced({ ...checkout, data: { ...checkout.data, lines } }, outcome);
  expect(order.data.lines).toEqual([first]);
});
