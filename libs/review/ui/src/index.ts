export * from './distribution.js';
export * from './product-reviews.js';
export * from './rating-summary.js';
export * from './review-form.js';
export * from './review-list.js';
