import type { OperationName } from './operations.js';

/** A request body of each operation that takes one: to show, and to try. */
export const requestExamples: Readonly<Partial<Record<OperationName, unknown>>> = {
  signIn: { email: 'sam@example.com', password: 'correct horse' },
  register: { name: 'Sam Shopper', email: 'sam@example.com', password: 'correct horse' },
  changeUser: { loyaltyStatus: 'Gold' },
  deleteUser: { password: 'correct horse' },
  putProduct: {
    name: 'Baked Beans',
    department: 'Tins',
    description: 'In tomato sauce.',
    price: { amount: 85, currency: 'GBP' },
    picture: '/products/baked-beans.svg',
  },
  addItem: { sku: 'baked-beans', quantity: 2 },
  checkOut: {
    name: 'Sam Shopper',
    email: 'sam@example.com',
    address: { line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA', country: 'United Kingdom' },
  },
  postReview: { rating: 4, text: 'Just like at school.' },
  assignAlert: { to: 'olga' },
  snoozeAlert: { until: '2030-01-01T09:00:00.000Z' },
  noteAlert: { text: 'Called her; she would like a refund.' },
  sendBackDeadLetters: { ids: ['reviews:2:117:review-pipeline.clean'], dryRun: true },
  moveReader: { to: 'time', time: '2026-11-21T09:30:00.000Z' },
  skipRecord: { topic: 'basket_events', partition: 2, offset: 117, reason: 'A price of another currency.' },
  resolveAlert: { reason: 'Refunded' },
};
