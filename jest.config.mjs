/**
 * One Jest run for the whole repository, in three groups: `unit` (pure code), `int` (real Kafka and PostgreSQL, one
 * file at a time) and `ui` (Angular in jsdom). Select with `--selectProjects unit`.
 */
import presets from 'jest-preset-angular/presets/index.js';

const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

const angular = presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.ui-spec.json' });
const ui = ['apps/storefront', 'apps/ops-console', 'libs/[^/]+/ui', 'libs/design-system'];
const ignored = ['/node_modules/', '/dist/', '/\\.data', '/\\.cache/', '/\\.nx/', '<rootDir>/e2e/'];

/** Options that every group shares: sources are read, not builds, and `./x.js` means `./x.ts`. */
const node = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': swc },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/\\.data', '/\\.cache/'],
};

export default {
  projects: [
    {
      ...node,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'],
      testPathIgnorePatterns: [...ignored, '\\.int\\.spec\\.ts$', ...ui.map((folder) => `<rootDir>/${folder}/`)],
    },
    {
      ...node,
      displayName: 'int',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.int.spec.ts'],
      testPathIgnorePatterns: ignored,
      globalSetup: '<rootDir>/tools/testing/int-setup.mjs',
      globalTeardown: '<rootDir>/tools/testing/int-teardown.mjs',
    },
    {
      ...angular,
      displayName: 'ui',
      testEnvironmentOptions: { customExportConditions: ['source', 'browser'] },
      moduleNameMapper: { ...angular.moduleNameMapper, ...node.moduleNameMapper },
      testMatch: ui.map((folder) => `<rootDir>/${folder.replace('[^/]+', '*')}/**/*.spec.ts`),
      testPathIgnorePatterns: ignored,
      setupFilesAfterEnv: ['<rootDir>/tools/testing/ui-setup.ts'],
      modulePathIgnorePatterns: ['/dist/', '/\\.data', '/\\.cache/'],
    },
  ],
};
