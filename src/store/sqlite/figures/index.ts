import { fork } from 'node:child_process';
import { storeUnreachable } from '../../../errors.js';
import type { FigureRepository } from '../../port/index.js';
import type { Database } from '../database.js';
import { entryOf } from '../entry.js';
import { logBytesOf, type DatabaseFile, type Sizes } from './sizes.js';

/** `files`: the databases of all tenants, that of the workspace folder included. */
export function sqliteFigures(db: Database, files: () => Promise<DatabaseFile[]>): FigureRepository {
  return {
    levels: async () => {
      const all = await files();
      // It must be read, too: a file that is listed need not be readable.
      await db.reading(() => db.sql("SELECT value FROM meta WHERE name = 'version'").get());
      const logBytes = all.reduce((sum, { file }) => sum + logBytesOf(file), 0);
      return { connections: null, replicas: [], logBytes };
    },
    sizes: async () => ({
      ...(await measured(db.path, await files())),
      countedSince: null,
      statements: null,
      statementsMissing: 'SQLite counts no statements: GET /v1/admin/performance and slow calls in the log',
    }),
  };
}

/** In a process of its own: sizes are found by reading every page, which takes seconds for gigabytes. */
function measured(database: string, files: DatabaseFile[]): Promise<Sizes> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    const child = fork(entryOf('figures', 'sizes-process'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('message', (sizes) => {
      resolve(sizes as Sizes);
    });
    child.once('error', reject);
    // Has no effect after an answer.
    child.once('exit', () => {
      reject(storeUnreachable(database, /\bSQLITE_[A-Z_]+\b/.exec(stderr)?.[0] ?? 'no answer', new Error(stderr)));
    });
    child.send(files);
  });
}
