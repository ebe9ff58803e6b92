import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

const person = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };
const register = async (given: Partial<typeof person>) => {
  const answered = await call('POST', '/api/users', { ...person, ...given });
  return { status: answered.statusCode, body: answered.json() };
};

describe('registration', () => {
  it.each([
    ['name', { name: 'Ada\u200b' }, '/body/name'],
    ['name', { name: '\u202eadA' }, '/body/name'],
    ['email', { email: 'a\u200bda@example.com' }, '/body/email'],
    ['password', { password: 'Password1' }, '/body/password'],
    ['password', { password: 'iloveyou1' }, '/body/password'],
  ])('refuses a %s by naming it', async (_, given, path) => {
    const { status, body } = await register(given);
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });

  it('keeps names and addresses composed, and knows them however they are written', async () => {
    const { status, body } = await register({ name: ' Zoe\u0308 ', email: 'zoe\u0308@Example.com' });
    expect([status, body.user.name, body.user.email]).toEqual([201, 'Zo\u00eb', 'zo\u00eb@example.com']);
    expect((await register({ email: 'ZO\u00cb@example.com' })).status).toBe(409);
  });

  it('takes a password whichever way its characters are composed', async () => {
    await register({ email: 'cafe@example.com', password: 'cafe\u0301 au lait' });
    const signIn = { email: 'cafe@example.com', password: 'caf\u00e9 au lait' };
    expect((await call('POST', '/api/session', signIn)).statusCode).toBe(200);
  });
});
