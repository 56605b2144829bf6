/**
 * Which way imports run (docs/architecture.md): for every room of src/, the other rooms that it may import, types included.
 * `domain` is open to all and imports nothing; `errors` is open to all but domain. Run by `npm test`; `npm run graph` draws it.
 */
const mayImport = {
  domain: [],
  // The words over columns and in front of values are the same ones that the parser knows.
  extract: ['profile'],
  profile: [],
  rank: ['profile'],
  report: [],
  embed: [],
  config: [],
  sealing: [],
  files: ['sealing'],
  store: ['sealing'],
  queue: ['store'],
  pool: ['extract', 'profile', 'embed', 'rank'],
  match: ['pool', 'extract', 'embed', 'rank', 'profile', 'store'],
  ingest: ['pool', 'extract', 'profile', 'embed', 'rank', 'store', 'files', 'queue'],
  blind: ['profile', 'store'],
  govern: ['ingest', 'pool', 'profile', 'rank', 'report', 'store', 'files'],
  evaluate: ['match', 'pool', 'embed', 'profile', 'rank', 'report', 'store'],
  service: [
    'blind',
    'ingest',
    'match',
    'govern',
    'evaluate',
    'pool',
    'embed',
    'store',
    'queue',
    'files',
    'report',
    'rank',
    'profile',
  ],
  simulate: ['report', 'files'],
};
/** They work on what they are given and do no I/O. */
const pure = ['domain', 'profile', 'rank', 'report', 'extract'];
const io = [
  'fs',
  'fs/promises',
  'child_process',
  'net',
  'http',
  'https',
  'worker_threads',
  'os',
  'process',
  'dgram',
  'tls',
];
/** Work over ports: which adapter stands behind is none of their business. */
const overPorts = ['blind', 'pool', 'ingest', 'match', 'govern', 'service', 'evaluate', 'simulate'];
const test = '[.]test[.]ts$|[.]contract[.]ts$|/contract/|/testing';

const rooms = Object.entries(mayImport).map(([room, others]) => ({
  name: `${room} may import ${others.length === 0 ? 'no other room' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: test },
  to: {
    path: '^(?:src|commands|bin)/',
    pathNot: `^src/(?:${[room, ...others, ...(room === 'domain' ? [] : ['domain'])].join('|')})/${room === 'domain' ? '' : '|^src/errors\\.ts$'}`,
  },
}));

export default {
  forbidden: [
    { name: 'no circle, of types neither', severity: 'error', from: {}, to: { circular: true } },
    ...rooms,
    {
      name: 'the pure rooms do no I/O beyond their arguments',
      severity: 'error',
      from: { path: `^src/(?:${pure.join('|')})/`, pathNot: test },
      to: { dependencyTypes: ['core'], path: `^(?:node:)?(?:${io.join('|')})$` },
    },
    {
      name: 'open.ts alone names adapters',
      severity: 'error',
      from: { path: `^src/(?:${overPorts.join('|')})/`, pathNot: test },
      to: {
        path: '^src/(?:store|queue|files)/(?:sqlite|postgres|bullmq|disk|s3)(?:/|\\.ts$)|node_modules/(?:better-sqlite3|sqlite-vec)/',
      },
    },
    {
      name: 'an adapter never imports another',
      severity: 'error',
      from: { path: '^src/(store|queue|files)/(?:sqlite|postgres|bullmq|memory)/', pathNot: test },
      to: { path: '^src/(?:store|queue|files)/(?:sqlite|postgres|bullmq|memory|disk|s3)', pathNot: '^src/$1/' },
    },
    {
      name: 'no worker thread and no child process opens the database',
      severity: 'error',
      from: { path: '^src/pool/(?:thread|extractor-process|page-pictures-process)\\.ts$' },
      to: { reachable: true, path: '^src/store/sqlite/|node_modules/(?:better-sqlite3|sqlite-vec)/' },
    },
    {
      name: 'drivers for many machines are loaded by import() alone',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: {
        path: 'node_modules/(?:ioredis|bullmq|pg|pgvector|@aws-sdk)/',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'commands import src/index.ts alone',
      severity: 'error',
      from: { path: '^commands/', pathNot: test },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'the use cases stand above the rooms: only index.ts and they themselves import them',
      severity: 'error',
      from: { path: '^src/', pathNot: [`^src/(?:app/|index[.]ts$)`, test] },
      to: { path: '^src/app/' },
    },
    {
      name: 'open.ts opens what it is told to, and knows no service, simulation or evaluation',
      severity: 'error',
      from: { path: '^src/open(?:/|[.]ts$)' },
      to: { path: '^src/(?:app|service|simulate|evaluate)/' },
    },
    {
      name: 'nobody but commands, bin and tests imports index.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/index\\.ts$|${test}` },
      to: { path: '^src/index\\.ts$|^commands/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|scripts|bench)/' },
  },
};
