export * from './baskets/baskets.projection.js';
export * from './baskets/baskets.read-model.js';
export * from './orders/orders.projection.js';
export * from './orders/orders.read-model.js';
export * from './products/products.projection.js';
export * from './products/products.read-model.js';
export * from './sales/sales.projection.js';
export * from './sales/sales.read-model.js';
