import { alertsOperations } from './ops/alerts.js';
import { deadLettersOperations } from './ops/dead-letters.js';
import { figuresOperations } from './ops/figures.js';
import { projectionsOperations } from './ops/projections.js';
import { readersOperations } from './ops/readers.js';
import { salesOperations } from './ops/sales.js';
import { securityEventsOperations } from './ops/security-events.js';
import { topicsOperations } from './ops/topics.js';
import { troublesOperations } from './ops/troubles.js';

/** What operations staff may call. */
export const opsOperations = {
  ...alertsOperations,
  ...salesOperations,
  ...figuresOperations,
  ...topicsOperations,
  ...readersOperations,
  ...deadLettersOperations,
  ...projectionsOperations,
  ...troublesOperations,
  ...securityEventsOperations,
} as const;
