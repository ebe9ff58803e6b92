import { CreateBackoffice1790000000000 } from './1790000000000-create-backoffice.js';
import { CreateRevocations1790000000001 } from './1790000000001-create-revocations.js';
import { CreateAttempts1790000000002 } from './1790000000002-create-attempts.js';
import { CreateSecurityEvents1790000000003 } from './1790000000003-create-security-events.js';

/** Everything that makes the tables, oldest first. */
export const migrations = [
  CreateBackoffice1790000000000,
  CreateRevocations1790000000001,
  CreateAttempts1790000000002,
  CreateSecurityEvents1790000000003,
];
