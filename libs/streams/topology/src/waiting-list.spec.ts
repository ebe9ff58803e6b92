import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Flowing } from './topology.js';
import { WaitingList } from './waiting-list.js';

const record = (key: string, offset: number): Flowing => ({
  key,
  value: offset,
  position: { topic: 'said', partition: 0, offset: String(offset) },
});
const keys = fc.constantFrom('ann', 'bob', 'cem');
const entries = fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5');
const happening = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), entry: entries, key: keys }),
  fc.record({ kind: fc.constant('remove' as const), entry: entries }),
  fc.record({ kind: fc.constant('take' as const), key: keys }),
);

it('holds what one plain list would hold, in its order', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 30 }), (happenings) => {
      const list = new WaitingList();
      let naive: { entryKey: string; record: Flowing }[] = [];
      happenings.forEach((it, n) => {
        if (it.kind === 'take') {
          expect(list.take(it.key)).toEqual(naive.filter(({ record }) => record.key === it.key));
          naive = naive.filter(({ record }) => record.key !== it.key);
          return;
        }
        naive = naive.filter(({ entryKey }) => entryKey !== it.entry);
        if (it.kind === 'remove') return list.remove(it.entry);
        list.add(it.entry, record(it.key, n));
        naive.push({ entryKey: it.entry, record: record(it.key, n) });
      });
      expect(list.keys().sort()).toEqual([...new Set(naive.map(({ record }) => record.key))].sort());
      for (const entry of ['e1', 'e2', 'e3', 'e4', 'e5'])
        expect(list.has(entry)).toBe(naive.some(({ entryKey }) => entryKey === entry));
      for (const key of ['ann', 'bob', 'cem'])
        expect(list.take(key)).toEqual(naive.filter(({ record }) => record.key === key));
    }),
  );
});
