export * from './alerts/alerts.projection.js';
export * from './alerts/alerts.read-model.js';
export * from './customers/customers.projection.js';
export * from './notes/notes.projection.js';
