import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { afterAll, beforeAll, describe } from 'vitest';
import { storeContract } from '../contract/index.js';
import { TestDatabase } from './testing.js';

/**
 * PostgreSQL as WebAssembly: the contract where no server is to be had. All connections share one backend, so it says less
 * about locks than the real one, which CI has.
 */
describe.skipIf((process.env.CVMATCH_TEST_POSTGRES ?? '') !== '')('PGlite', () => {
  let close: () => Promise<void>;
  let database: TestDatabase;
  beforeAll(async () => {
    const db = await PGlite.create({ extensions: { vector } });
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 100 });
    await server.start();
    database = TestDatabase.of(`postgres://postgres:postgres@${server.getServerConn()}/postgres`);
    await database.open();
    close = async () => {
      await database.close();
      await server.stop();
      await db.close();
    };
  });
  afterAll(() => close());

  storeContract('postgres store', () => database.underTest());
});
