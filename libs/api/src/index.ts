export * from './examples.js';
export * from './operation.js';
export * from './operations.js';
export * from './ops-operations.js';
export * from './ops-schemas.js';
export * from './parameters.js';
export * from './schemas.js';
export * from './sockets.js';
