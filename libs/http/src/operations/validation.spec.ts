import { describe, expect, test } from '@jest/globals';
import { operations, type Operation } from '@shop/api';
import { ProblemError } from '../problems/problem-error.js';
import { OperationValidator } from './validation.js';

const wrongOf = (operation: Operation, body: object) => {
  try {
    new OperationValidator(operation).request({ params: {}, query: {}, body });
    return [];
  } catch (error) {
    return ((error as ProblemError).errors ?? []).map(({ path, message }) => `${path} ${message}`);
  }
};

describe('a text that is too long', () => {
  // A pattern that took the square of its length stopped the process: for seconds at 64 KB, for minutes here.
  test.each([
    [
      'an address with many dots',
      operations.signIn,
      { email: `a@${'.'.repeat(400_000)}@`, password: 'x' },
      '/body/email',
    ],
    [
      'a name that ends in a control character',
      operations.register,
      { name: `${'a'.repeat(400_000)}\u0001`, email: 'a@b.example', password: '12345678' },
      '/body/name',
    ],
  ])('is refused at once: %s', (_, operation, body, path) => {
    expect(wrongOf(operation, body)).toContainEqual(
      expect.stringMatching(new RegExp(`^${path} .*(254|100) characters`)),
    );
  });

  test('has no pattern that would refuse what its length allows', () => {
    const refused: string[] = [];
    const look = (place: string, node: unknown) => {
      if (typeof node !== 'object' || node === null) return;
      const { pattern, maxLength = 0 } = node as { pattern?: unknown; maxLength?: number };
      if (typeof pattern === 'string' && maxLength > 4_000) refused.push(place);
      for (const [name, value] of Object.entries(node)) look(`${place}/${name}`, value);
    };
    for (const [name, { params, query, body }] of Object.entries<Operation>(operations))
      look(name, { params, query, body });
    expect(refused).toEqual([]);
  });

  test('of what is allowed in length, patterns say what is wrong', () => {
    expect(wrongOf(operations.signIn, { email: 'a@b', password: 'x' })).toEqual([expect.stringMatching('/body/email')]);
    for (const email of ['a@b.example', 'a.b@c.d.example'])
      expect(wrongOf(operations.signIn, { email, password: 'x' })).toEqual([]);
    for (const email of ['a@b..example', 'a@b.', 'a b@c.example'])
      expect(wrongOf(operations.signIn, { email, password: 'x' })).toHaveLength(1);
    const person = { email: 'a@b.example', password: '12345678' };
    for (const name of [' Ana Lind', 'Ana ', 'A'])
      expect(wrongOf(operations.register, { name, ...person })).toEqual([]);
    for (const name of ['', '  ', 'A\tB', '\u0007'])
      expect(wrongOf(operations.register, { name, ...person })).not.toEqual([]);
  });
});
