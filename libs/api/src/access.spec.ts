import { describe, expect, it } from '@jest/globals';
import { hasRole, type Operation } from './operation.js';
import { operations } from './operations.js';

const staffed = Object.entries(operations as Record<string, Operation>).filter(
  ([, { access }]) => access === 'ops' || access === 'ops.read',
);

describe('operations for staff', () => {
  it.each(staffed)('%s need the role that may change things exactly when they do', (_, { method, access }) => {
    expect(access).toBe(method === 'GET' ? 'ops.read' : 'ops');
  });
});

describe('a role', () => {
  it.each([
    [['ops'], true, true],
    [['ops.read'], false, true],
    [[], false, false],
    [['opsx', 'read'], false, false],
  ])('of %j may change: %s, may look: %s', (roles, change, look) => {
    expect([hasRole(roles, 'ops'), hasRole(roles, 'ops.read')]).toEqual([change, look]);
  });
});
