/**
 * The tests that judge the mutants of the library `MUTATED` (its folder): its own, and with `SHOP_TEST_POSTGRES` also
 * those that ask PostgreSQL. One project only, because that is what the mutation runner understands.
 */
import base from '../../jest.config.mjs';

const [{ displayName: _name, ...unit }] = base.projects;
const rootDir = process.cwd();
const kind = process.env.SHOP_TEST_POSTGRES ? '' : '(?<!\\.int)';

export default {
  ...unit,
  // A mutant that never ends is the mutation runner's affair; a busy machine must not fail a test.
  testTimeout: 30_000,
  rootDir,
  roots: [`${rootDir}/${process.env.MUTATED}`],
  testMatch: undefined,
  testRegex: [`${kind}\\.spec\\.ts$`],
  // Mutants live in a copy of the sources below `.cache`, which the other tests ignore.
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
};
