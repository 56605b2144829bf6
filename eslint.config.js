import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const noConsole = {
  'no-console': 'error',
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'exit', message: 'process.exit lives in commands/ and bin/ alone' },
  ],
};

// Which way imports run is checked by dependency-cruiser: see .dependency-cruiser.mjs.
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'models/', 'fixtures/files/', '**/.cvmatch/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        structuredClone: 'readonly',
      },
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    // A promise that nobody waits for hides its failure, and lets a process end before what it does.
    files: ['src/**/*.ts', 'commands/**/*.ts', 'scripts/train/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-misused-promises': 'error' },
  },
  {
    // The dashboard runs in a browser and builds elements one by one: markup made of data would be an injection.
    files: ['src/service/page/**/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        location: 'readonly',
        fetch: 'readonly',
        sessionStorage: 'readonly',
        crypto: 'readonly',
        FormData: 'readonly',
        URLSearchParams: 'readonly',
        Event: 'readonly',
        EventTarget: 'readonly',
        TextDecoderStream: 'readonly',
        matchMedia: 'readonly',
      },
    },
    rules: {
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'setHTMLUnsafe'].map((property) => ({
          property,
          message: 'text becomes text nodes: see dom.js',
        })),
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.contract.ts', '**/contract/*.ts', '**/testing*.ts'],
    rules: noConsole,
  },
  {
    // config.ts is the only reader of the environment.
    files: ['src/**/*.ts', 'commands/**/*.ts'],
    ignores: [
      'src/config/config.ts',
      '**/*.test.ts',
      '**/*.contract.ts',
      '**/contract/*.ts',
      'commands/_shared/testing*.ts',
      'src/config/testing-servers.ts',
      'src/files/s3/testing-s3.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'config.ts is the only reader of process.env',
        },
      ],
    },
  },
);
