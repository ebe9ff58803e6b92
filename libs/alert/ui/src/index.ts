export * from './alert-book.js';
export * from './alert-filter.js';
export * from './alert-history.js';
export * from './alert-row.js';
export * from './alert-status.js';
export * from './alert-why.js';
export * from './alert-words.js';
