export * from './reviews/reviews.projection.js';
export * from './reviews/reviews.read-model.js';
export * from './authors/authors.projection.js';
export * from './products/products.projection.js';
export * from './shop-rating/shop-rating.projection.js';
