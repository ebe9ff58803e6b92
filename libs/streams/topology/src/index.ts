export * from './topology.js';
export * from './stream.js';
export * from './task.js';
export * from './test-driver.js';
