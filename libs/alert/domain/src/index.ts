export * from './alert.commands.js';
export * from './alert.events.js';
export * from './alert.standing.js';
export * from './alert.state.js';
export * from './alert.decider.js';
