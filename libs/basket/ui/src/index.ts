export * from './basket-commands.js';
export * from './basket-history.js';
export * from './basket-lines.js';
export * from './basket-store.js';
export * from './changes.js';
export * from './quantity-stepper.js';
export * from './story.js';
export * from './time-machine.js';
