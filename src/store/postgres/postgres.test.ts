import { afterAll, beforeAll } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { storeContract } from '../contract/index.js';
import { TestDatabase } from './testing.js';

withServer('PostgreSQL', (url) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await TestDatabase.make(url);
    await database.open();
  });
  afterAll(() => database.remove());

  storeContract('postgres store', () => database.underTest());
});
