import { describe, expect, it } from '@jest/globals';
import { specification } from '@shop/log-core';
import type { Line, Money } from '@shop/topics';
import { basketDecider } from './basket.decider.js';
import { beansAdded, beansRemoved, breadAdded, opened, spaghettiAdded } from './basket.examples.js';
import type { BasketEvent } from './basket.events.js';
import { isGuest, totalOf } from './basket.state.js';

const { given } = specification(basketDecider);
const gbp = (amount: number) => ({ amount, currency: 'GBP' });
const bread = (quantity: number, price = 140) => ({
  sku: 'bread',
  name: 'Bread',
  quantity,
  unitPrice: gbp(price),
  lineTotal: gbp(price * quantity),
});
const addBread = (quantity: number, price = 140) =>
  ({ type: 'AddItem', sku: 'bread', name: 'Bread', quantity, unitPrice: gbp(price) }) as const;
const breadRemoved = (quantity: number): BasketEvent => ({ type: 'ItemRemove', data: { sku: 'bread', quantity } });
const checkedOut = (basis: number, quantity = 1): BasketEvent => ({
  type: 'BasketCheckedOut',
  data: { orderId: 'order-1', basis, lines: [bread(quantity)], total: gbp(140 * quantity) },
});
const checkOut = { type: 'CheckOut', orderId: 'order-1' } as const;

describe('opening and claiming', () => {
  it('opens a basket as event number 0', () => {
    given().when({ type: 'OpenBasket', owner: opened.data.owner }).then(opened);
    expect(given(opened).state).toMatchObject({ status: 'open', number: 0, lines: [] });
  });

  it('opens a basket once', () => {
    given(opened).when({ type: 'OpenBasket', owner: 'user-1' }).thenRefused('basket.alreadyOpen');
    expect(given(opened).ignoring({ type: 'BasketOpened', data: { owner: 'user-1' } })?.code).toBe(
      'basket.alreadyOpen',
    );
  });

  it('takes nothing before it is opened', () => {
    given().when(addBread(1)).thenRefused('basket.notOpen');
    expect(given(breadAdded).state).toMatchObject({ status: 'absent', number: 0, lines: [] });
  });

  it("makes a guest's basket a user's, once", () => {
    const claimed: BasketEvent = { type: 'BasketClaimed', data: { userId: 'user-1' } };
    given(opened).when({ type: 'ClaimBasket', userId: 'user-1' }).then(claimed);
    expect(given(opened, claimed).state.owner).toBe('user-1');
    given(opened, claimed).when({ type: 'ClaimBasket', userId: 'user-2' }).thenRefused('basket.claimed');
  });
});

describe('putting in', () => {
  it('adds to the line of the product', () => {
    given(opened, breadAdded)
      .when(addBread(2))
      .then({ type: 'ItemAdd', data: { sku: 'bread', name: 'Bread', quantity: 2, unitPrice: gbp(140) } });
  });

  it("lets the last addition set the whole line's name and price", () => {
    const dearer: BasketEvent = {
      type: 'ItemAdd',
      data: { sku: 'bread', name: 'Sourdough', quantity: 1, unitPrice: gbp(200) },
    };
    const { lines } = given(opened, breadAdded, dearer).state;
    expect(lines).toEqual([{ sku: 'bread', name: 'Sourdough', quantity: 2, unitPrice: gbp(200), lineTotal: gbp(400) }]);
  });

  it('holds 1 to 99 of a product', () => {
    given(opened, breadAdded)
      .when(addBread(98))
      .then({ type: 'ItemAdd', data: { sku: 'bread', name: 'Bread', quantity: 98, unitPrice: gbp(140) } });
    given(opened, breadAdded).when(addBread(99)).thenRefused('line.tooMany');
  });

  it('holds 200 products at most, and more of those that it has', () => {
    const full = Array.from({ length: 200 }, (_, index): BasketEvent => ({
      type: 'ItemAdd',
      data: { sku: `sku-${index}`, name: 'Any', quantity: 1, unitPrice: gbp(1) },
    }));
    given(opened, ...full)
      .when(addBread(1))
      .thenRefused('basket.tooManyProducts');
    expect(given(opened, ...full).ignoring(breadAdded)?.code).toBe('basket.tooManyProducts');
    const more = { sku: 'sku-7', name: 'Any', quantity: 98, unitPrice: gbp(1) };
    given(opened, ...full)
      .when({ type: 'AddItem', ...more })
      .then({ type: 'ItemAdd', data: more });
  });

  it('has one currency, free to choose again once it is empty', () => {
    const inEuro = { ...addBread(1), sku: 'brot', unitPrice: { amount: 150, currency: 'EUR' } };
    given(opened, breadAdded).when(inEuro).thenRefused('basket.otherCurrency');
    given(opened, breadAdded, breadRemoved(1))
      .when(inEuro)
      .then({ type: 'ItemAdd', data: { sku: 'brot', name: 'Bread', quantity: 1, unitPrice: inEuro.unitPrice } });
  });

  it('keeps the total an exact integer', () => {
    given(opened).when(addBread(1, Number.MAX_SAFE_INTEGER)).thenRefused('basket.amount');
    given(opened).when(addBread(1, -1)).thenRefused('basket.amount');
    const dear = 90_000_000_000_000;
    const gold = { sku: 'gold', name: 'Gold', quantity: 2, unitPrice: gbp(dear) };
    given(opened)
      .when({ type: 'AddItem', ...gold })
      .then({ type: 'ItemAdd', data: gold });
    given(opened, { type: 'ItemAdd', data: gold }).when(addBread(1, dear)).thenRefused('basket.amount');
  });

  it('may cost nothing', () => {
    given(opened)
      .when(addBread(1, 0))
      .then({ type: 'ItemAdd', data: { sku: 'bread', name: 'Bread', quantity: 1, unitPrice: gbp(0) } });
  });
});

describe('putting back', () => {
  it('takes all of it without a quantity', () => {
    given(opened, beansAdded).when({ type: 'RemoveItem', sku: 'baked-beans' }).then(beansRemoved);
    expect(given(opened, beansAdded, beansRemoved).state.lines).toEqual([]);
  });

  it('takes at most what is there', () => {
    given(opened, beansAdded).when({ type: 'RemoveItem', sku: 'baked-beans', quantity: 5 }).then(beansRemoved);
    expect(given(opened, breadAdded, breadRemoved(99)).state.lines).toEqual([]);
  });

  it('ignores what is gone, and counts it', () => {
    given(opened).when({ type: 'RemoveItem', sku: 'bread' }).thenRefused('line.absent');
    expect(given(opened).ignoring(breadRemoved(1))?.code).toBe('line.absent');
    expect(given(opened, breadRemoved(1)).state).toMatchObject({ number: 1, lines: [] });
  });
});

describe('checking out', () => {
  it('states the basis, the lines and the total', () => {
    given(opened, breadAdded).when(checkOut).then(checkedOut(1));
  });

  it('needs something in the basket', () => {
    given(opened, beansAdded, beansRemoved).when(checkOut).thenRefused('basket.empty');
  });

  it('happens once, and nothing happens after it', () => {
    given(opened, breadAdded, checkedOut(1)).when(checkOut).thenRefused('basket.checkedOut');
    given(opened, breadAdded, checkedOut(1)).when(addBread(1)).thenRefused('basket.checkedOut');
    expect(given(opened, breadAdded, checkedOut(1)).state).toMatchObject({ status: 'checkedOut', orderId: 'order-1' });
    expect(given(opened, breadAdded, checkedOut(1), beansAdded).state.lines).toHaveLength(1);
  });

  it('is ignored when something came in between', () => {
    expect(given(opened, breadAdded, beansAdded).ignoring(checkedOut(1))).toEqual({
      code: 'basket.changed',
      reason: 'The checkout was decided on event 1, but 2 had happened.',
    });
    expect(given(opened, breadAdded, breadRemoved(9), breadAdded).ignoring(checkedOut(1))?.code).toBe('basket.changed');
  });

  describe('says what the basket holds', () => {
    const beans = { sku: 'baked-beans', name: 'Baked Beans', quantity: 2, unitPrice: gbp(95), lineTotal: gbp(190) };
    const stating = (lines: Line[], total: Money): BasketEvent => ({
      type: 'BasketCheckedOut',
      data: { orderId: 'order-1', basis: 2, lines, total },
    });
    const basket = given(opened, breadAdded, beansAdded);

    it('in any order of lines', () => {
      expect(basket.ignoring(stating([beans, bread(1)], gbp(330)))).toBeUndefined();
    });

    it.each<[string, Line[], Money]>([
      ['another total', [bread(1), beans], gbp(331)],
      ['another currency', [bread(1), beans], { amount: 330, currency: 'EUR' }],
      ['a line too few', [bread(1)], gbp(330)],
      ['a line too many', [bread(1), beans, { ...beans, sku: 'more-beans' }], gbp(330)],
      ['a line twice', [bread(1), bread(1)], gbp(330)],
      ['another product', [bread(1), { ...beans, sku: 'other-beans' }], gbp(330)],
      ['another name', [bread(1), { ...beans, name: 'Beans' }], gbp(330)],
      ['another quantity', [bread(1), { ...beans, quantity: 3 }], gbp(330)],
      ['another price', [bread(1), { ...beans, unitPrice: gbp(96) }], gbp(330)],
      ['a price in another currency', [bread(1), { ...beans, unitPrice: { amount: 95, currency: 'EUR' } }], gbp(330)],
    ])('or is ignored: %s', (_, lines, total) => {
      expect(basket.ignoring(stating(lines, total))).toEqual({
        code: 'checkout.mismatch',
        reason: expect.stringMatching(/not those of the basket/),
      });
    });
  });
});

describe('a basket of ten thousand events', () => {
  const fill = (count: number) => Array.from({ length: count }, (_, n) => (n % 2 === 0 ? breadAdded : breadRemoved(1)));
  // The opening, and 9,999 changes: bread is in it.
  const full = given(opened, ...fill(9_999));

  it('takes nothing more in and gives nothing back', () => {
    full.when(addBread(1)).thenRefused('basket.tooManyEvents');
    full.when({ type: 'RemoveItem', sku: 'bread' }).thenRefused('basket.tooManyEvents');
    expect(full.ignoring(breadAdded)?.code).toBe('basket.tooManyEvents');
    const { state } = full;
    expect(given(opened, ...fill(9_999), breadRemoved(1), breadAdded).state).toEqual({ ...state, number: 10_001 });
  });

  it('took the last of them', () => {
    given(opened, ...fill(9_998))
      .when(addBread(1))
      .then({ type: 'ItemAdd', data: { sku: 'bread', name: 'Bread', quantity: 1, unitPrice: gbp(140) } });
  });

  it('can be claimed and checked out', () => {
    const claimed: BasketEvent = { type: 'BasketClaimed', data: { userId: 'user-1' } };
    full.when({ type: 'ClaimBasket', userId: 'user-1' }).then(claimed);
    full.when(checkOut).then(checkedOut(9_999));
    expect(given(opened, ...fill(9_999), claimed, checkedOut(10_000)).state).toMatchObject({
      status: 'checkedOut',
      owner: 'user-1',
    });
  });
});

it('costs what its lines cost, and nothing in pounds while it is empty', () => {
  expect(totalOf(given(opened).state.lines)).toEqual(gbp(0));
  expect(totalOf(given(opened, breadAdded, beansAdded, beansRemoved, spaghettiAdded).state.lines)).toEqual(gbp(225));
});

it.each([
  ['a'.repeat(64), true],
  ['0'.repeat(64), true],
  ['a'.repeat(63), false],
  ['a'.repeat(65), false],
  [`user-${'a'.repeat(64)}`, false],
  [`${'a'.repeat(64)}-user`, false],
])('knows a guest by the hash of the cookie: %s', (owner, guest) => expect(isGuest(owner)).toBe(guest));
