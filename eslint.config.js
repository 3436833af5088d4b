import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const asyncListener = (selector, what) => ({
  selector: `${selector} > :function[async=true]`,
  message: `${what} ignores the promise of an async listener, so its rejection is nobody's: call a function that settles it.`,
});

const syntax = [
  asyncListener(
    'CallExpression[callee.property.name=/^(on|once|addListener|prependListener|prependOnceListener|addEventListener|handle)$/]',
    'An emitter',
  ),
  asyncListener('AssignmentExpression[left.property.name=/^on[a-z]+$/]', 'A socket'),
  {
    selector: "CallExpression[callee.object.name='process'][callee.property.name=/^(exit|abort)$/]",
    message: 'Ending the process skips what is still in flight: abort the signal, set process.exitCode and return.',
  },
];

const testSyntax = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]',
    message: 'A test runs or is deleted.',
  },
  {
    selector: 'CallExpression[callee.name=/^(it|test)$/] > Literal[value=/\\bshould\\b/i]',
    message: 'Begin with the verb: "rejects …", "returns …".',
  },
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'protocol/generated/', 'bench/results/', '.venv/']),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.cjs', '.*.cjs', '.ci/*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-restricted-syntax': ['error', ...syntax],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack', 'stub'], location: 'start' }],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-cond-assign': 'error',
      'no-empty': 'error',
      'no-loss-of-precision': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'use-isnan': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // A Fastify plugin and a function that implements an async interface are async without awaiting.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    // Reads of typed arrays in numeric kernels: the index is in bounds by the loop around it.
    files: [
      'server/{preprocess,window,stream,lane,postprocess,rig,language}/**/*.ts',
      'protocol/**/*.ts',
      'bench/**/*.ts',
      'test/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // What a person reads in the terminal.
    files: ['server/cli/**/*.ts', 'bench/**/*.ts', 'test/generate/**/*.ts', '.ci/*.js', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...syntax, ...testSyntax],
      // Tests read answers as anybody would, and say what they expect of them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: { projectService: false },
      globals: { process: 'readonly', console: 'readonly', module: 'writable', URL: 'readonly' },
    },
  },
);
