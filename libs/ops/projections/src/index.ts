export * from './customers/customers.projection.js';
export * from './customers/customers.read-model.js';
export * from './dead-letters/dead-letters.projection.js';
export * from './dead-letters/dead-letters.read-model.js';
