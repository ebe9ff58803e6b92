/** For integration tests of services only; a service itself never imports this entry. */
export * from './service-harness.js';
export * from './test-session.js';
export * from './records-in.js';
export * from './slow-reader.js';
