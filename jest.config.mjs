// One Jest project per level of HOUSE.md section 7, so that each has its own place and can be run alone.
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** A level that needs the embedded PostgreSQL gets one for the whole run, and one database per test file. */
const withDatabase = (name) => ({
  ...base,
  displayName: name,
  rootDir: '.',
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
});

export default {
  maxWorkers: 2,
  workerIdleMemoryLimit: '900MB',
  testTimeout: 120_000,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  projects: [
    { ...base, displayName: 'unit', rootDir: '.', testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts'] },
    { ...base, displayName: 'architecture', rootDir: '.', testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'] },
    withDatabase('integration'),
    withDatabase('contracts'),
    withDatabase('journeys'),
    withDatabase('leaks'),
    withDatabase('faults'),
    withDatabase('browser'),
  ],
};
