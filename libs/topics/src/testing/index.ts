/** For tests only; nothing that runs imports this entry. */
export * from './extremes.js';
