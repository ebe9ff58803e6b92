import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Store } from './store.js';

test('a store is a map whose changes count once committed', () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), key: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.nat()) }),
    fc.record({ kind: fc.constantFrom('commit' as const, 'rollback' as const) }),
  );
  fc.assert(
    fc.property(fc.array(action), (actions) => {
      const store = new Store<number>();
      let committed = new Map<string, number>();
      let current = new Map<string, number>();
      for (const act of actions) {
        if (act.kind === 'set') {
          store.set(act.key, act.value ?? undefined);
          if (act.value === null) current.delete(act.key);
          else current.set(act.key, act.value);
        } else if (act.kind === 'commit') {
          store.commit();
          committed = new Map(current);
        } else {
          store.rollback();
          current = new Map(committed);
        }
        expect(new Map(store.entries())).toEqual(current);
        expect(store.size).toBe(committed.size);
      }
    }),
  );
});
