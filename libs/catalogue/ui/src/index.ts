export * from './department-nav.js';
export * from './product-card.js';
export * from './product-filters.js';
export * from './product-grid.js';
export * from './product-list.js';
export * from './product-picture.js';
export * from './product-query.js';
