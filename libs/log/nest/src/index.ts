export * from './log.module.js';
export * from './log.js';
export * from './log-transport.js';
export * from './reader.decorator.js';
export * from './sink-reader.js';
export * from './sweep.js';
export * from './batch-context.js';
export * from './run-fold.js';
