import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../domain/index.js';
import { withServer } from '../../config/testing-servers.js';
import { fileResult, idOf, MODEL, person } from '../contract/index.js';
import { openPostgresStore } from './index.js';
import { openServer } from './schema/migrate.js';
import { TENANT_TABLES } from './schema/schema.js';
import type { Server } from './server.js';
import { eraseTenant } from './tenants.js';
import { TestDatabase } from './testing.js';

withServer('PostgreSQL', (url) => {
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await TestDatabase.make(url);
    server = await database.open();
  });
  afterAll(() => database.remove());

  const storeOf = async (tenant: string) => {
    const store = await openPostgresStore(server, tenant);
    await store.model.adopt(MODEL);
    return store;
  };

  describe('a database server', () => {
    it('is told apart from one that does not answer, has no such database, or refuses the user', async () => {
      const other = (change: (own: URL) => void): string => {
        const own = new URL(url);
        change(own);
        return own.href;
      };
      await expect(openServer({ url: 'postgres://127.0.0.1:1/x' })).rejects.toMatchObject({
        code: 'store_unreachable',
        message: expect.stringContaining('postgres://127.0.0.1:1/x') as string,
      });
      const nowhere = other((own) => (own.pathname = '/pg_none'));
      await expect(openServer({ url: nowhere })).rejects.toMatchObject({ code: 'store_missing' });
      const nobody = other((own) => (own.username = 'pg_nobody'));
      await expect(openServer({ url: nobody })).rejects.toMatchObject({ code: 'store_locked' });
    });

    it('never names user or password in an error', async () => {
      const failing = openServer({ url: 'postgres://someone:secret@127.0.0.1:1/x' });
      await expect(failing).rejects.toMatchObject({ message: expect.not.stringMatching(/secret|someone/) as string });
    });

    it('gets no more connections than the URL allows, however many transactions wait', async () => {
      const two = await database.open({ url: `${database.url}?connections=2`, name: 'bounded' });
      const seen = await Promise.all(
        Array.from({ length: 20 }, () =>
          two.transaction('SELECT pg_sleep(0.01)', async (client) => {
            const open = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'bounded'";
            return (await client.query<{ n: number }>(open)).rows[0]!.n;
          }),
        ),
      );
      expect(Math.max(...seen)).toBe(2);
    });

    it('that has no place for another connection is waited for like one that does not answer', async () => {
      const narrow = await TestDatabase.make(url, { plain: true });
      try {
        await narrow.run(`ALTER ROLE ${new URL(narrow.url).username} CONNECTION LIMIT 1`);
        const first = await narrow.open();
        await first.transaction('', async () => {
          await expect(narrow.open()).rejects.toMatchObject({ code: 'store_unreachable' });
        });
      } finally {
        await narrow.remove();
      }
    });

    it('repeats a transaction that another one makes impossible, and gives up in the end', async () => {
      let tries = 0;
      const done = await server.transaction('', async (client) => {
        if (++tries < 3) await client.query("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$");
        return tries;
      });
      expect(done).toBe(3);
      const never = server.transaction('', (client) =>
        client.query("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$"),
      );
      await expect(never).rejects.toMatchObject({ code: 'store_locked' });
    });

    it('resolves a deadlock of two transactions: both are done', async () => {
      const [a, b] = [await storeOf('deadlock a'), await storeOf('deadlock b')];
      const lock = (tenant: string): string => `SELECT 1 FROM stores WHERE id = '${tenant}' FOR UPDATE`;
      let waiting: () => void;
      const both = new Promise<void>((resolve) => (waiting = resolve));
      let held = 0;
      const crossing = (first: string, second: string): Promise<unknown> =>
        server.transaction(lock(first), async (client) => {
          if (++held === 2) waiting();
          await both;
          return client.query(lock(second));
        });
      await Promise.all([crossing('deadlock a', 'deadlock b'), crossing('deadlock b', 'deadlock a')]);
      expect(held).toBeGreaterThan(2);
      for (const store of [a, b]) expect(await store.search.version()).toBe(0);
    });
  });

  describe('the second wall', () => {
    it('stands before every table with rows of tenants, also for the owner of the tables', async () => {
      const tables = await database.run<{ name: string; walled: boolean; part: boolean }>(
        `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS walled, relispartition AS part FROM pg_class WHERE relkind IN ('r', 'p')
         AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant' AND atttypid = 'int'::regtype)
         AND relname <> 'stores'`,
      );
      expect(
        tables
          .filter(({ name, part }) => !name.startsWith('vectors_') && !part)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...TENANT_TABLES].sort());
      expect(tables.filter(({ walled }) => !walled)).toEqual([]);
    });

    it('shows a user without special rights no row of another tenant, whatever is asked', async () => {
      const ann = await storeOf('ann');
      await ann.intake.commit([fileResult('/a', 'a', ok(person()))]);
      const { tenant } = (await database.run<{ tenant: number }>("SELECT tenant FROM stores WHERE id = 'ann'"))[0]!;
      await database.run(`DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'cvmatch_plain') THEN CREATE ROLE cvmatch_plain; END IF; END $$;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO cvmatch_plain`);
      const seen = (setting: string): Promise<number> =>
        server.transaction(`SET LOCAL ROLE cvmatch_plain; ${setting}`, async (client) => {
          const both = `SELECT (SELECT count(*) FROM cvs) + (SELECT count(*) FROM vectors_${tenant}_1) AS n`;
          return (await client.query<{ n: number }>(both)).rows[0]!.n;
        });
      expect(await seen('SELECT 1')).toBe(0);
      expect(await seen(`SELECT set_config('cvmatch.tenant', '${tenant + 1}', true)`)).toBe(0);
      expect(await seen(`SELECT set_config('cvmatch.tenant', '${tenant}', true)`)).toBe(2);
    });
  });

  it('erases a tenant with everything, and nothing of another', async () => {
    const [gone, stays] = [await storeOf('gone'), await storeOf('stays')];
    for (const store of [gone, stays])
      await store.intake.commit([fileResult('/a', 'a', ok(person({ text: 'zebramarker' })))]);
    const [{ tenant }] = (await database.run<{ tenant: number }>("SELECT tenant FROM stores WHERE id = 'gone'")) as [
      { tenant: number },
    ];
    await eraseTenant(server, 'gone');
    for (const table of TENANT_TABLES)
      expect(await database.run(`SELECT 1 FROM ${table} WHERE tenant = ${tenant}`), table).toEqual([]);
    expect(await database.run(`SELECT 1 FROM pg_class WHERE relname LIKE 'vectors\\_${tenant}\\_%'`)).toEqual([]);
    await expect(gone.cvs.list({})).rejects.toThrow('removed');
    expect((await stays.search.shown([idOf('a')])).get(idOf('a'))?.text).toBe('zebramarker');
  });
});
