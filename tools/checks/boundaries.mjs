/**
 * The module boundaries, as data for `@nx/enforce-module-boundaries`: three axes of tags (what a project is, which area
 * it belongs to, where it runs), each with its own rows. A project must satisfy all three.
 */

/** Schema libraries are all that contracts may use. */
const schemaLibrary = ['typebox'];
const nest = ['@nestjs/*', 'reflect-metadata', 'rxjs', 'fastify', '@fastify/*'];

/** By type: what a project may depend on, and which npm packages it may use. */
const types = [
  { sourceTag: 'type:topics', onlyDependOnLibsWithTags: ['type:topics'], allowedExternalImports: schemaLibrary },
  { sourceTag: 'type:core', onlyDependOnLibsWithTags: ['type:core', 'type:topics'], allowedExternalImports: [] },
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:core', 'type:domain', 'type:topics'],
    allowedExternalImports: [],
  },
  {
    sourceTag: 'type:pipeline',
    onlyDependOnLibsWithTags: ['type:core', 'type:domain', 'type:topics'],
    allowedExternalImports: [],
  },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:core', 'type:adapter', 'type:topics'],
    allowedExternalImports: [
      ...nest,
      'kafkajs',
      'kafkajs/*',
      'pg',
      'pg-*',
      'ajv',
      'ajv-formats',
      'ajv/*',
      'typebox',
      'typebox/*',
      'jose',
      'pino',
      'prom-client',
      'uuid',
      'socket.io',
    ],
  },
  {
    sourceTag: 'type:projection',
    onlyDependOnLibsWithTags: ['type:core', 'type:domain', 'type:topics', 'type:adapter'],
    bannedExternalImports: ['kafkajs'],
  },
  {
    sourceTag: 'type:ui',
    onlyDependOnLibsWithTags: ['type:ui', 'type:domain', 'type:core', 'type:topics'],
    bannedExternalImports: [
      ...nest.filter((name) => name !== 'rxjs'),
      'kafkajs',
      'pg',
      'typeorm',
      'socket.io',
      'ajv',
      'jose',
    ],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:core',
      'type:domain',
      'type:pipeline',
      'type:adapter',
      'type:projection',
      'type:ui',
      'type:topics',
    ],
  },
];

/** What every area may use beside itself. */
const shared = ['area:topics', 'area:api', 'area:log', 'area:streams', 'area:http', 'area:design-system'];
const area = (name, ...others) => ({
  sourceTag: `area:${name}`,
  onlyDependOnLibsWithTags: [`area:${name}`, ...shared, ...others.map((other) => `area:${other}`)],
});

/** By area: an area depends on itself and on what all share; front ends and ops-api bring areas together. */
const areas = [
  { sourceTag: 'area:topics', onlyDependOnLibsWithTags: ['area:topics'] },
  { sourceTag: 'area:api', onlyDependOnLibsWithTags: ['area:api', 'area:topics'] },
  // The log's transport for Nest takes part in the health, metrics and end of life of a service.
  { sourceTag: 'area:log', onlyDependOnLibsWithTags: ['area:log', 'area:topics', 'area:http'] },
  { sourceTag: 'area:streams', onlyDependOnLibsWithTags: ['area:streams', 'area:log', 'area:topics'] },
  { sourceTag: 'area:http', onlyDependOnLibsWithTags: ['area:http', 'area:log', 'area:topics', 'area:api'] },
  { sourceTag: 'area:design-system', onlyDependOnLibsWithTags: ['area:design-system', 'area:topics', 'area:api'] },
  area('basket'),
  area('review'),
  area('alert'),
  area('catalogue'),
  area('backoffice'),
  area('ops', 'basket', 'alert', 'review'),
  area('storefront', 'basket', 'catalogue', 'review'),
  area('ops-console', 'alert', 'basket'),
];

/** By place: what runs in a browser, or anywhere, never reaches what needs a server. */
const places = [
  { sourceTag: 'runs:anywhere', onlyDependOnLibsWithTags: ['runs:anywhere'] },
  { sourceTag: 'runs:browser', onlyDependOnLibsWithTags: ['runs:anywhere', 'runs:browser'] },
  { sourceTag: 'runs:server', onlyDependOnLibsWithTags: ['runs:anywhere', 'runs:server'] },
];

/** Options of the lint rule. */
export const boundaries = {
  allow: [],
  enforceBuildableLibDependency: false,
  banTransitiveDependencies: false,
  depConstraints: [...types, ...areas, ...places],
};

/** What tests may use beside what they test. */
const testPackages = [
  '@jest/globals',
  'ajv',
  'ajv/*',
  'ajv-formats',
  '@nestjs/testing',
  'fast-check',
  'socket.io-client',
];

/** The same for tests: every row that lists npm packages also allows those of tests. */
export const testBoundaries = {
  ...boundaries,
  depConstraints: boundaries.depConstraints.map((row) =>
    row.allowedExternalImports
      ? { ...row, allowedExternalImports: [...row.allowedExternalImports, ...testPackages] }
      : row,
  ),
};
