/** Mutates the library `MUTATED` (its folder) in a copy below `.cache`, and lets its own tests judge. */
const lib = process.env.MUTATED;
const report = `.cache/mutation/${lib.replaceAll('/', '-')}`;

export default {
  mutate: [`${lib}/src/**/*.ts`, '!**/*.{spec,examples,fixture}.ts', '!**/index.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'tools/mutation/jest.config.mjs' },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A busy machine is no reason to take a mutant for one that never ends, which would count as noticed.
  timeoutMS: 20_000,
  plugins: ['@stryker-mutator/jest-runner'],
  ignorePatterns: ['.*', 'dist', 'docs', 'e2e', 'apps', 'infra'],
  tempDirName: '.cache/mutation/sandboxes',
  // Mutants that are judged anew in every file are slow, and just as good.
  warnings: { slow: false },
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: false },
  htmlReporter: { fileName: `${report}.html` },
  jsonReporter: { fileName: `${report}.json` },
};
