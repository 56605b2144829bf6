import { afterAll, beforeAll } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { quotaStoreContract } from '../../service/http/quota/store.contract.js';
import { postgresRegistry } from './registry.js';
import { TestDatabase } from './testing.js';

withServer('PostgreSQL', (url) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await TestDatabase.make(url);
  });
  afterAll(() => database.remove());

  quotaStoreContract('PostgreSQL', async () => {
    let now = 1_000_000;
    const server = await database.open({ now: () => now });
    await database.run('DELETE FROM quotas');
    return {
      store: postgresRegistry(server).quotas!,
      advance: (ms) => {
        now += ms;
      },
      close: () => database.close(),
    };
  });
});
