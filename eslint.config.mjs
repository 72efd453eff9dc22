import tseslint from 'typescript-eslint';

const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  'max-params': 'off',
  '@typescript-eslint/max-params': ['error', { max: 5 }],
};

export default tseslint.config(
  {
    ignores: ['dist/**', 'node_modules/**', '.data/**', 'apps/web/app/api/gql/**', 'apps/web/.react-router/**', 'coverage/**', '**/*.cjs'],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...sizes,
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Configuration is read in libs/config only.' },
        { object: 'Date', property: 'now', message: 'The time comes from the Clock of libs/core.' },
      ],
    },
  },
  {
    // Where configuration and time are read.
    files: ['libs/config/**', 'libs/core/**', 'test/**', 'bench/**', 'examples/**', 'libs/embedded/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // GraphQL's types are shapes: classes without methods or prototypes, written so because decorators need a class to describe.
    files: ['apps/api/src/**'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', '@typescript-eslint/no-misused-spread': 'off' },
  },
  {
    // Pages: markup is counted in lines and is not logic. Route modules throw responses, and export their component by default.
    files: ['apps/web/app/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // Tests tell whole stories; migrations and the bench are read once, top to bottom.
    files: ['**/*.spec.ts', 'test/**', 'bench/**', 'migrations/**'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
