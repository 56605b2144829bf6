import { afterAll, beforeAll } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { storeContract } from '../contract/index.js';
import { openPostgresStore } from './index.js';
import { postgresRegistry } from './registry.js';
import type { Server } from './server.js';
import { TestDatabase } from './testing.js';

withServer('PostgreSQL', (url) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await TestDatabase.make(url);
    await database.open();
  });
  afterAll(() => database.remove());

  /** All tests use one database, each with tenants of its own, so that each is also a test of what tenants share. */
  let test = 0;
  storeContract('postgres store', async () => {
    const own = ++test;
    await database.clearRegistry();
    let first: Server | null = null;
    return {
      open: async (tenant = 'default') => {
        const server = await database.open();
        first ??= server;
        return openPostgresStore(server, `${own}-${tenant}`, () => server.close());
      },
      registry: () => postgresRegistry(first!),
      dispose: () => database.close(),
    };
  });
});
