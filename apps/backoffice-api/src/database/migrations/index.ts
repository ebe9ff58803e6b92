import { CreateBackoffice1790000000000 } from './1790000000000-create-backoffice.js';
import { CreateRevocations1790000000001 } from './1790000000001-create-revocations.js';

/** Everything that makes the tables, oldest first. */
export const migrations = [CreateBackoffice1790000000000, CreateRevocations1790000000001];
