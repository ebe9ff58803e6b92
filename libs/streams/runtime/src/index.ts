export * from './derive-id.js';
export * from './run-topology.js';
export * from './topology-sink.js';
