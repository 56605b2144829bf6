import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { withServer } from '../../src/config/testing-servers.js';
import { temporaryFolder } from './testing.js';

/** A store of its own for each test on it, by what `--store` takes. */
export type StoreOf = () => Promise<string>;

/** Runs tests on stores in folders, and on databases of a real PostgreSQL. */
export function onEachStore(cases: (store: StoreOf, isServer: boolean) => void): void {
  describe('on SQLite', () => {
    cases(() => Promise.resolve(path.join(temporaryFolder(), 'store')), false);
  });
  onPostgres((store) => {
    cases(store, true);
  });
}

export function onPostgres(cases: (store: StoreOf) => void): void {
  withServer('PostgreSQL', (url) => {
    describe('on PostgreSQL', () => {
      const made: string[] = [];
      let administer: (statement: string) => Promise<unknown>;
      let end: () => Promise<void>;
      beforeAll(async () => {
        const { default: pg } = await import('pg');
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        administer = (statement) => client.query(statement);
        end = () => client.end();
      });
      afterAll(async () => {
        for (const name of made) await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await end();
      });
      cases(async () => {
        const name = `cli_${process.pid}_${randomBytes(4).toString('hex')}`;
        made.push(name);
        await administer(`CREATE DATABASE ${name}`);
        const own = new URL(url);
        own.pathname = `/${name}`;
        return own.href;
      });
    });
  });
}
