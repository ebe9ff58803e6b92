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
  expect(() => given().when('switchOn').thenRefused('lamp.on')).toThrow(/Switched/);
  expect(() => given({ type: 'Switched', on: true }).when('switchOn').thenRefused('other')).toThrow(/lamp\.on/);
  expect(() => given({ type: 'Switched', on: true }).when('switchOn').then({ type: 'Switched', on: true })).toThrow(
    /refusal/,
  );
});
