import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Which way imports run (docs/architecture.md): bin -> commands -> src/index -> open -> adapters -> ports -> domain.
 * For every folder of src/: the other folders that it may import. `domain` and `errors` are open to all but domain.
 */
const mayImport = {
  domain: [],
  // The words over columns and in front of values are the same ones that the parser knows.
  extract: ['profile'],
  profile: [],
  rank: ['profile'],
  report: [],
  embed: [],
  files: [],
  store: [],
  queue: ['store'],
  pool: ['extract', 'profile', 'embed', 'rank'],
  match: ['pool', 'extract', 'embed', 'rank', 'profile', 'store'],
  pipeline: ['pool', 'extract', 'profile', 'embed', 'rank', 'store', 'files', 'queue'],
  evaluate: ['match', 'pool', 'embed', 'profile', 'rank', 'report', 'store'],
  service: ['pipeline', 'match', 'evaluate', 'pool', 'embed', 'store', 'queue', 'files', 'report', 'rank', 'profile'],
  simulate: ['report', 'files'],
};
const folders = Object.keys(mayImport);
/** These work over ports: which adapter stands behind is none of their business. */
const useCases = ['pool', 'pipeline', 'match', 'service', 'evaluate', 'simulate'];
const pure = ['domain', 'profile', 'rank', 'report', 'extract'];
const io = ['fs', 'fs/promises', 'child_process', 'net', 'http', 'https', 'worker_threads', 'os', 'process', 'dgram', 'tls'];

const noConsole = {
  'no-console': 'error',
  'no-restricted-properties': ['error', { object: 'process', property: 'exit', message: 'process.exit lives in commands/ and bin/ alone' }],
};

const houseRules = folders.map((folder) => {
  const allowed = new Set([folder, ...(folder === 'domain' ? [] : ['domain']), ...mayImport[folder]]);
  const denied = [...folders.filter((f) => !allowed.has(f)), 'commands'];
  const files = ['open', 'index', 'config', ...(folder === 'domain' ? ['errors'] : [])];
  const patterns = [
    { regex: `^(?:\\.\\./)+(?:src/)?(?:${denied.join('|')})/`, message: `src/${folder} may import only: ${[...allowed].join(', ')}` },
    { regex: `^(?:\\.\\./)+(?:${files.join('|')})\\.js$`, message: `src/${folder} must not know ${files.join(', ')}` },
    { regex: '^(?:ioredis|bullmq|pg|pgvector|@aws-sdk/.*)$', message: 'scale-out drivers are loaded by import() from open.ts only' },
  ];
  if (useCases.includes(folder)) {
    patterns.push({ regex: '/(?:sqlite|postgres|bullmq|disk|s3)(?:/|\\.js$)|^(?:better-sqlite3|sqlite-vec)$', message: `src/${folder} knows ports; open.ts alone names adapters` });
  }
  if (pure.includes(folder)) {
    patterns.push({ regex: `^(?:node:)?(?:${io.join('|')})$`, message: `src/${folder} does no I/O beyond its arguments` });
  }
  return {
    files: [`src/${folder}/**/*.ts`],
    ignores: ['**/*.test.ts', '**/*.contract.ts', '**/contract/*.ts', '**/testing.ts'],
    rules: { ...noConsole, 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'models/', 'fixtures/files/', '**/.cvmatch/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', performance: 'readonly', AbortController: 'readonly', TextDecoder: 'readonly', TextEncoder: 'readonly', structuredClone: 'readonly' } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
    },
  },
  ...houseRules,
  {
    // The dashboard runs in a browser and builds elements one by one: markup made of data would be an injection.
    files: ['src/service/page/**/*.js'],
    languageOptions: { globals: { document: 'readonly', window: 'readonly', location: 'readonly', fetch: 'readonly', sessionStorage: 'readonly', crypto: 'readonly', FormData: 'readonly', URLSearchParams: 'readonly', Event: 'readonly', EventTarget: 'readonly', TextDecoderStream: 'readonly', matchMedia: 'readonly' } },
    rules: {
      'no-restricted-properties': ['error', ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'setHTMLUnsafe'].map((property) => ({ property, message: 'text becomes text nodes: see dom.js' }))],
    },
  },
  {
    // No worker thread opens the database: the thread entry and all it loads stay clear of the store.
    files: ['src/pool/thread.ts', 'src/pipeline/thread/**/*.ts', 'src/pool/extractor-process.ts', 'src/pool/page-pictures-process.ts', 'src/pool/sandbox.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '(?:^|/)store/|better-sqlite3|sqlite-vec', message: 'no worker thread opens the database' }] }] },
  },
  {
    files: ['src/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: noConsole,
  },
  {
    // config.ts is the only reader of the environment.
    files: ['src/**/*.ts', 'commands/**/*.ts'],
    ignores: ['src/config/config.ts', '**/*.test.ts', '**/*.contract.ts', '**/contract/*.ts', 'commands/_shared/testing*.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'config.ts is the only reader of process.env' }] },
  },
  {
    files: ['commands/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(?:\\.\\./)+src/(?!index\\.js$)', message: 'commands import src/index.js alone' }] }] },
  },
);
