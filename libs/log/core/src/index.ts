export * from './decider.js';
export * from './history.js';
export * from './record.js';
export * from './append.js';
export * from './reader.js';
export * from './dead-letter.js';
export * from './given-when-then.js';
export * from './moving.js';
