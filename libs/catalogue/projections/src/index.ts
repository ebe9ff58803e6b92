export * from './catalogue/catalogue.projection.js';
export * from './catalogue/catalogue.read-model.js';
