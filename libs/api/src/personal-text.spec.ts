import { describe, expect, it } from '@jest/globals';
import { emailAddress, personName, TextRefused } from './personal-text.js';

describe('a name', () => {
  it.each([
    ['Zo\u0065\u0308 Ünlü', 'Zo\u00eb Ünlü'],
    ['  Ada Lovelace\u00a0', 'Ada Lovelace'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['O’Brien-Smith', 'O’Brien-Smith'],
    ['李小龍', '李小龍'],
  ])('%j is kept as %j', (given, kept) => expect(personName(given)).toBe(kept));

  it.each([
    'Ada\u200bLovelace',
    '\u202eecalevoL',
    'Ada\u2066x',
    'A\u00add',
    'a\u200cb',
    '\u3164',
    '\u2800',
    'a\u2028b',
    ' ',
  ])('%j is refused', (given) => expect(() => personName(given)).toThrow(TextRefused));
});

describe('an address', () => {
  it.each([
    [' Joan@EXAMPLE.com ', 'Joan@example.com'],
    ['\ufeffa@example.com', 'a@example.com'],
    ['zoe\u0308@example.com', 'zo\u00eb@example.com'],
  ])('%j is kept as %j', (given, kept) => expect(emailAddress(given)).toBe(kept));

  it.each(['a\u200b@example.com', 'a@exa\u202emple.com'])('%j is refused', (given) =>
    expect(() => emailAddress(given)).toThrow(TextRefused),
  );
});
