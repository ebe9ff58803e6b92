import type { OperationName } from '@shop/api';

type Links = Partial<Record<OperationName, Partial<Record<OperationName, Readonly<Record<string, string>>>>>>;

const basket = { id: '/basketId' };
const sku = { sku: '/items/0/sku' };
const alert = { id: '/items/0/alertId' };
const userId = { userId: '/items/0/userId' };

/** Where to go on with what an answer says: for readers of the document, and for tools that try it out. */
export const links: Links = {
  openBasket: {
    getBasket: basket,
    basketEvents: basket,
    addItem: basket,
    removeItem: basket,
    checkOut: basket,
    inspectBasket: basket,
  },
  addItem: {
    getBasket: { id: '/basket/basketId' },
    removeItem: { id: '/basket/basketId', sku: '/basket/lines/0/sku' },
    checkOut: { id: '/basket/basketId' },
  },
  checkOut: { getOrder: { orderId: '/orderId' } },
  listOrders: { getOrder: { orderId: '/items/0/orderId' } },
  listProducts: { getProduct: sku, listReviews: sku, postReview: sku, getSales: sku },
  findUsers: { changeUser: userId, exportUser: userId },
  listAlerts: {
    getAlert: alert,
    acknowledgeAlert: alert,
    assignAlert: alert,
    snoozeAlert: alert,
    noteAlert: alert,
    resolveAlert: alert,
    reopenAlert: alert,
  },
  listTopics: { getTopic: { name: '/items/0/name' }, listRecords: { name: '/items/0/name' } },
  listReaders: { getReader: { name: '/items/0/name' } },
  listDeadLetters: { getDeadLetter: { id: '/items/0/id' } },
};
