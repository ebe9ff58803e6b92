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
export type DemoRole = 'shopper' | 'vip' | 'ops';

/** How many users the demo history has, the three demo accounts among them. */
export const USERS = 200;

/** The accounts that a visitor can sign in with. */
export const demoAccounts: Readonly<Record<DemoRole, Person>> = {
  shopper: account('shopper', 'Sam Shopper', 'Silver', []),
  vip: account('vip', 'Vera Platinum', 'Platinum', []),
  ops: account('ops', 'Olu Operations', 'Bronze', ['ops']),
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

/** The users: most of them Bronze, few Platinum; the demo accounts come first. */
export function people(): readonly Person[] {
  const random = new Random('people');
  const names = random.shuffled(firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`)));
  const everybody = names.slice(0, USERS - 3).map((name, i): Person => {
    const place = i / (USERS - 3);
    const loyaltyStatus = place < 0.09 ? 'Platinum' : place < 0.26 ? 'Gold' : place < 0.52 ? 'Silver' : 'Bronze';
    const address = name.toLowerCase().replace(' ', '.');
    const email = `${address}@example.${random.pick(['com', 'org', 'net'])}`;
    return { userId: idOf('user', address), name, email, loyaltyStatus, roles: [] };
  });
  return [...Object.values(demoAccounts), ...everybody];
}

/** Who an order goes to: a user under their own name, a guest under an invented one. Towns and postcodes don't exist. */
export function contactFor(orderId: string, person: Person | undefined, random: Random): OrderContact {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const guest = { name, email: `${name.toLowerCase().replace(' ', '.')}@example.org` };
  const { name: to, email } = person ?? guest;
  return {
    orderId,
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
  return { userId: idOf('user', role), name, email: `${role}@shop.example`, loyaltyStatus, roles };
}
