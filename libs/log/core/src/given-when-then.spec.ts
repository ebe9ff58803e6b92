import { expect, it } from '@jest/globals';
import type { Decider } from './decider.js';
import { specification, SpecificationFailed } from './given-when-then.js';

type Switched = { readonly type: 'Switched'; readonly on: boolean };
const lamp: Decider<'switchOn', Switched, boolean> = {
  initialState: false,
  decide: (_, on) =>
    on ? { refusal: { code: 'lamp.on', reason: 'It is on.' } } : { events: [{ type: 'Switched', on: true }] },
  evolve: (_, event) => event.on,
  ignored: (on, event) => (on === event.on ? { code: 'lamp.same', reason: 'Nothing changes.' } : undefined),
};
const { given } = specification(lamp);

it('passes when the decision is the expected one, in any order of keys', () => {
  given().when('switchOn').then({ on: true, type: 'Switched' });
  given({ type: 'Switched', on: true }).when('switchOn').thenRefused('lamp.on');
});

it('fails when it is not, and shows both', () => {
  expect(() => given().when('switchOn').then()).toThrow(SpecificationFailed);
  expect(() => given().when('switchOn').then({ type: 'Switched', on: false })).toThrow(
    'Expected [\n  {\n    "on": false,\n    "type": "Switched"\n  }\n]\nbut it came to [\n  {\n    "on": true,',
  );
  expect(() => given().when('switchOn').thenRefused('lamp.on')).toThrow(/Switched/);
  expect(() => given({ type: 'Switched', on: true }).when('switchOn').thenRefused('other')).toThrow(/lamp\.on/);
  expect(() => given({ type: 'Switched', on: true }).when('switchOn').then({ type: 'Switched', on: true })).toThrow(
    /refusal/,
  );
});

it('wants a refusal to say why', () => {
  const silent = specification({ ...lamp, decide: () => ({ refusal: { code: 'lamp.on', reason: '' } }) });
  expect(() => silent.given().when('switchOn').thenRefused('lamp.on')).toThrow(
    expect.objectContaining({ name: 'SpecificationFailed', message: 'The refusal lamp.on does not say why.' }),
  );
});

it('shows the state that events lead to, and why another one would change nothing', () => {
  const lit = given({ type: 'Switched', on: true });
  expect([given().state, lit.state]).toEqual([false, true]);
  expect(lit.ignoring({ type: 'Switched', on: true })?.code).toBe('lamp.same');
  expect(lit.ignoring({ type: 'Switched', on: false })).toBeUndefined();
});

it('compares what is null, and the order of lists', () => {
  const lists = specification<null, (number | null)[], null>({
    initialState: null,
    decide: () => ({ events: [[1, null]] }),
    evolve: () => null,
    ignored: () => undefined,
  });
  lists.given().when(null).then([1, null]);
  expect(() => lists.given().when(null).then([null, 1])).toThrow(SpecificationFailed);
});
