import { emailAddress, personName } from '@shop/api';
import type { LoyaltyStatus, OrderContact } from '@shop/topics';
import { idOf, Random } from './random.ts';

/** A user as the back office's table holds it, without the password. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly loyaltyStatus: LoyaltyStatus;
  readonly roles: readonly string[];
}

/** The part that a demo account plays. */
export type DemoRole = 'shopper' | 'vip' | 'ops' | 'ops.read';

/** How many users are left when the history is told, the demo accounts among them. One more is forgotten in its course. */
export const USERS = 200;

/** The accounts that a visitor can sign in with. */
export const demoAccounts: Readonly<Record<DemoRole, Person>> = {
  shopper: account('shopper', 'Sam Shopper', 'Silver', []),
  vip: account('vip', 'Vera Platinum', 'Platinum', []),
  ops: account('ops', 'Olu Operations', 'Bronze', ['ops']),
  'ops.read': account('ops.read', 'Rae Reader', 'Bronze', ['ops.read']),
};

const firstNames =
  'Ada Amir Anika Arthur Beatrix Ben Bronwen Callum Carys Chidi Clara Dai Daniela Dev Edith Elias Esme Farah Fergus Flora George Grace Hana Harvey Imogen Isaac Ivy Jamal Jasmine Joan Kai Keira Kofi Layla Leo Lowri Mabel Malik Mei Morag Nadia Ned Nia Oscar Owen Pearl Priya Quentin Rhona Rohan Rosa Ruby Saskia Seren Tariq Tess Theo Una Viola Walter Yusuf Zadie'.split(
    ' ',
  );
const lastNames =
  'Abara Ashby Banerjee Barlow Bellweather Birch Brackley Calloway Chandra Cobb Croft Dalgleish Dunmore Eastwick Elderfield Fairbank Fenwick Finch Gale Gossamer Greenhalgh Hale Hartnell Hathersage Iqbal Jessop Kettleburn Kowal Larkspur Lindqvist Lockhart Mapleton Marlow Mbeki Merriweather Nettleton Oakes Okafor Partridge Pemberton Pickersgill Quill Rahman Redfern Rowntree Sandhu Silverdale Stonebridge Tanaka Thistlewood Tolliver Underhill Vance Wainscott Whitlock Wren Yardley'.split(
    ' ',
  );
const streets = [
  'Orchard Lane',
  'Mill Road',
  'Bakers Row',
  'Station Terrace',
  'Chapel Hill',
  'Harbour View',
  'Elm Grove',
];
const towns = ['Little Wickham', 'Porthgwyn', 'Ambleford', 'Kirkburn', 'Marsh Ottery', 'Upper Thistledown'];

/** The users: most of them Bronze, few Platinum; the demo accounts come first, who will be forgotten comes last. */
export function people(): readonly Person[] {
  const random = new Random('people');
  const names = random.shuffled(firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`)));
  const accounts = Object.values(demoAccounts);
  const madeUp = USERS + 1 - accounts.length;
  const everybody = names.slice(0, madeUp).map((name, i): Person => {
    const place = i / madeUp;
    const loyaltyStatus = place < 0.09 ? 'Platinum' : place < 0.26 ? 'Gold' : place < 0.52 ? 'Silver' : 'Bronze';
    const address = name.toLowerCase().replace(' ', '.');
    const email = `${address}@example.${random.pick(['com', 'org', 'net'])}`;
    return person({ userId: idOf('user', address), name, email, loyaltyStatus, roles: [] });
  });
  return [...accounts, ...everybody];
}

/**
 * Who an order goes to: a user under their own name, a guest under an invented one. Towns and postcodes don't exist.
 * @param owner who checks out, a user id or a guest's hash
 */
export function contactFor(orderId: string, owner: string, person: Person | undefined, random: Random): OrderContact {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const guest = { name, email: `${name.toLowerCase().replace(' ', '.')}@example.org` };
  const { name: to, email } = person ?? guest;
  return {
    orderId,
    owner,
    name: to,
    email,
    address: {
      line1: `${random.between(1, 140)} ${random.pick(streets)}`,
      city: random.pick(towns),
      postcode: `ZZ${random.between(1, 9)} ${random.between(1, 9)}${random.pick(['AB', 'DE', 'NP', 'QX'])}`,
      country: 'GB',
    },
  };
}

function account(role: DemoRole, name: string, loyaltyStatus: LoyaltyStatus, roles: readonly string[]): Person {
  return person({ userId: idOf('user', role), name, email: `${role}@shop.example`, loyaltyStatus, roles });
}

/**
 * A person as the back office would keep them who registered.
 * @throws TextRefused for a name or an address that it would refuse
 */
function person(given: Person): Person {
  return { ...given, name: personName(given.name), email: emailAddress(given.email) };
}
