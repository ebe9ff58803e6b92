export * from './decider.js';
export * from './record.js';
export * from './append.js';
export * from './reader.js';
