import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { boundaries, testBoundaries } from './tools/checks/boundaries.mjs';

export default tseslint.config(
  {
    ignores: ['**/dist', '**/node_modules', '.nx', '.angular', '.cache', '.data*', 'test-results', 'playwright-report'],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  prettier,
  {
    plugins: { '@nx': nx },
    files: ['**/*.ts', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
    },
  },
  {
    // Who may depend on whom: by type, by area, by where it runs. A violation is an error, and there is no wildcard row.
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': ['error', boundaries] },
  },
  {
    files: ['apps/**/*.{spec,fixture}.ts', 'libs/**/*.{spec,fixture}.ts'],
    rules: { '@nx/enforce-module-boundaries': ['error', testBoundaries] },
  },
  {
    // What runs anywhere or in a browser has no Node: the boundary rule sees packages only, so built-ins are named here.
    files: [
      'libs/{topics,api,design-system}/**/*.ts',
      'libs/log/core/**/*.ts',
      'libs/streams/topology/**/*.ts',
      'libs/*/{domain,pipeline,ui}/**/*.ts',
      'apps/{storefront,ops-console}/**/*.ts',
    ],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['node:*'] }] },
  },
  { files: ['tools/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  // Node.js runs these files itself, and only takes types away.
  {
    files: ['tools/**'],
    rules: { '@typescript-eslint/parameter-properties': ['error', { prefer: 'class-property' }] },
  },
  // A fixture of Playwright's that needs no other one says so with an empty pattern.
  { files: ['e2e/**'], rules: { 'no-empty-pattern': 'off' } },
);
