import path from 'node:path';
import { DEFAULT_TENANT, isTenantId, TENANT_ID_EXPECTS } from '../../domain/index.js';
import { NOWHERE, parsePlace, placeExpects, PLACES } from '../places.js';
import { oneOf, text, whole } from '../parsers.js';
import type { Setting } from '../shape.js';
import type { Settings } from '../shape.js';

/** A setting for where a part lies; PLACES has its schemes. */
const placeOf = (name: keyof typeof PLACES, description: string): Setting<string | null> => ({
  description,
  fallback: null,
  parse: (value) => parsePlace(PLACES[name], value),
  place: true,
  expects: placeExpects(PLACES[name]),
});
function parseKeySource(value: string | undefined): string | null | undefined {
  if (value === undefined || value === NOWHERE) return value === undefined ? undefined : null;
  return value.startsWith('command:') ? value : path.resolve(value);
}

/** Where the parts lie, and which models are used. */
export const PARTS = {
  store: placeOf('store', 'workspace folder, or URL of a PostgreSQL database'),
  storeReplica: placeOf('storeReplica', 'URL of a read replica of a store on PostgreSQL'),
  tenant: {
    description: 'whose data a command works on',
    fallback: DEFAULT_TENANT,
    parse: (value) => (value === NOWHERE ? DEFAULT_TENANT : isTenantId(value) ? value : undefined),
    // Counts as a place of real data, so that a trial ignores it.
    place: true,
    expects: TENANT_ID_EXPECTS,
  },
  postgresTools: {
    description: 'folder of pg_dump and pg_restore',
    fallback: null,
    parse: (value) => (text(value) === NOWHERE ? null : text(value) && path.resolve(text(value)!)),
    expects: 'a folder, or none (they are found by PATH)',
  },
  queue: placeOf('queue', 'what hands tasks to workers'),
  files: placeOf('files', 'where uploaded files are stored'),
  keepOriginals: {
    description: 'which files are kept as they were handed in',
    fallback: 'uploads',
    parse: oneOf('uploads', 'all', 'none'),
    expects: 'uploads, all (those of ingest too) or none',
  },
  encryptionKey: {
    description: 'file with the key that encrypts the store, or command:... that prints it',
    fallback: null,
    parse: (value) => parseKeySource(text(value)),
    // A trial works on data of its own, which is not encrypted.
    place: true,
    secret: true,
    expects: 'a file, or command:... (a shell command), or none',
  },
  embedder: {
    description: 'what turns text into vectors',
    fallback: 'auto',
    parse: oneOf('auto', 'builtin', 'hashing', 'mock'),
    expects: 'auto, builtin, hashing or mock',
  },
  model: {
    description: 'folder or hub id of a pulled model',
    fallback: null,
    parse: text,
    expects: 'a folder or a hub id',
  },
  rerankModel: {
    description: 'cross-encoder that reorders the first candidates',
    fallback: null,
    parse: text,
    expects: 'a folder or a hub id',
  },
  rerankTop: {
    description: 'how many candidates it reads',
    fallback: 20,
    parse: whole(1, 200),
    expects: 'a whole number from 1 to 200',
  },
} satisfies Partial<Settings>;
