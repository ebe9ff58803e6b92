export * from './basket.commands.js';
export * from './basket.events.js';
export * from './basket.state.js';
export * from './basket.rules.js';
export * from './basket.decider.js';
export * from './basket.history.js';
