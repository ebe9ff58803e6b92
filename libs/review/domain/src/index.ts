export * from './review.events.js';
export * from './review.rules.js';
export * from './review.decider.js';
export * from './rating.js';
export * from './author.js';
