import { describe, expect, test } from '@jest/globals';
import { Type } from 'typebox';
import type { CloudEvent } from './cloud-event.schema.js';
import { EventType, eventTypes } from './event-type.js';

// A name, then its parts, then an age that older events can't know.
const Named = EventType.of('Named', Type.Object({ name: Type.String() }))
  .next(Type.Object({ first: Type.String(), last: Type.String() }), ({ name }) => {
    const [first = '', last = ''] = name.split(' ');
    return { first, last };
  })
  .next(Type.Object({ first: Type.String(), last: Type.String(), age: Type.Optional(Type.Number()) }), (data) => data);

const written = (version: number, data: unknown) =>
  ({ id: '1', type: 'Named', dataschema: `urn:shop:schema:Named:${version}`, data }) as CloudEvent<'Named'>;

describe('an event type', () => {
  test('has its versions in order, each with its schema', () => {
    expect(Named.versions.map(({ number, dataschema }) => [number, dataschema])).toEqual([
      [1, 'urn:shop:schema:Named:1'],
      [2, 'urn:shop:schema:Named:2'],
      [3, 'urn:shop:schema:Named:3'],
    ]);
    expect(Named.newest.number).toBe(3);
    expect(Named.versions.map(({ fields }) => fields.data)).toEqual([
      ['name'],
      ['first', 'last'],
      ['first', 'last', 'age'],
    ]);
  });

  test.each([
    [1, { name: 'Nora Lind' }],
    [2, { first: 'Nora', last: 'Lind' }],
    [3, { first: 'Nora', last: 'Lind' }],
  ])(
    'gives readers an event of version %d as one of the newest, with its id, and leaves the old one as it is',
    (version, data) => {
      const event = written(version, Object.freeze(data));
      expect(Named.upcast(Object.freeze(event))).toEqual(written(3, { first: 'Nora', last: 'Lind' }));
    },
  );

  test('gives back the same event where it is of the newest version', () => {
    const event = written(3, { first: 'Nora', last: 'Lind', age: 44 });
    expect(Named.upcast(event)).toBe(event);
  });

  test('knows no version that it does not declare', () => {
    expect(Named.version('urn:shop:schema:Named:4')).toBeUndefined();
    expect(Named.version('urn:shop:schema:Renamed:1')).toBeUndefined();
  });

  test('stands in a map under its name', () => {
    expect(eventTypes(Named).Named).toBe(Named);
  });
});
