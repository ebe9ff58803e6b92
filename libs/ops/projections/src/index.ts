export * from './customers/customers.projection.js';
export * from './customers/customers.read-model.js';
export * from './dead-letters/dead-letters.projection.js';
export * from './dead-letters/dead-letters.read-model.js';
export * from './dead-letters/groups.read-model.js';
export * from './dead-letters/sent-back.read-model.js';
export { envelopeOf, producerOf } from './dead-letters/producer.js';
export * from './dead-letters/forgetting.js';
